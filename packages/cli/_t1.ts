import { backend as onnx } from '@mimmx/backend-onnx';
import { plugin as baselines } from '@mimmx/baselines';
import { benchTrials, createProtocol, plugin } from '@mimmx/bench';
import { corePlugin, createRegistry, definePlugin } from '@mimmx/core';
import { createDataPool, memoryTrials, runTrial } from '@mimmx/experiment';
import { plugin as estimators } from '@mimmx/mi-estimators';
import { plugin as weighters } from '@mimmx/weighter';

const registry = createRegistry()
  .use(corePlugin)
  .use(baselines)
  .use(estimators)
  .use(weighters)
  .use(definePlugin({ name: 'onnx', provides: [onnx] }))
  .use(plugin);
const backend = registry.create('backend', 'onnx', {}, { device: 'cpu', threads: 1 });
await backend.setup();
const [, , proto, rows, setting, updates] = process.argv;
const trials = benchTrials(createProtocol(registry, proto!), {
  rows: rows!.split(','),
  settings: [setting!],
  seeds: [0],
  updates: Number(updates),
});
const data = createDataPool(registry, '.');
const cpu = () => process.cpuUsage().user / 1e6;
for (const t of trials) {
  let a = cpu(),
    first = 0,
    ev = 0;
  try {
    const r = await runTrial(t.trial, {
      registry,
      backend,
      store: memoryTrials(),
      data,
      onProgress: (p: any) => {
        if (p.kind === 'update' && p.step === 20) {
          first = cpu();
          console.log(t.row, 'first 20', first - a);
        }
        if (p.kind === 'evaluating') {
          ev = cpu();
          console.log('per update', (ev - first) / (Number(updates) - 20), p.metrics);
        }
      },
    });
    console.log(
      'evaluation',
      cpu() - ev,
      r!.rows
        .filter((x) => ['accuracy', 'adjusted accuracy'].includes(x.measure) && !x.group)
        .map((x) => x.measure + ' ' + x.value),
      r!.rows
        .filter((x) => x.measure === 'leakage')
        .map((x) => x.probe + ' ' + x.value?.toFixed(3))
        .join(' '),
    );
  } catch (e) {
    console.log(t.row, String(e));
  }
}
