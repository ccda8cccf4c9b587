import { backend as onnx } from '@mimmx/backend-onnx';
import { plugin as baselines } from '@mimmx/baselines';
import { corePlugin, createRegistry, definePlugin } from '@mimmx/core';
import { plugin as digits } from '@mimmx/datasets-digits';
import { memoryRun, resolveConfig, runExperiment } from '@mimmx/experiment';
import { plugin as estimators } from '@mimmx/mi-estimators';
import { plugin as weighters } from '@mimmx/weighter';
import type { Cell } from './grid.ts';
import { plugin as mnist } from './mnist.ts';

/** Trains the cells that the parent process sends, one after the other, on one thread. */
const registry = createRegistry()
  .use(corePlugin)
  .use(baselines)
  .use(estimators)
  .use(weighters)
  .use(digits)
  .use(mnist)
  .use(definePlugin({ name: '@mimmx/backend-onnx', provides: [onnx] }));
const backend = registry.create('backend', 'onnx', {}, { device: 'cpu', threads: 1 });
await backend.setup();

// A grid that was stopped takes its workers along.
process.on('disconnect', () => process.exit());
process.on('message', async ({ row, seed, config }: Cell) => {
  try {
    const resolved = resolveConfig({ ...config, seeds: [seed] });
    const summary = await runExperiment(resolved, {
      registry,
      backend,
      open: async () => memoryRun(),
      root: process.cwd(),
    });
    process.send?.({ result: summary.methods[row] ?? Object.values(summary.methods)[0] });
  } catch (error) {
    process.send?.({ error: error instanceof Error ? error.message : String(error) });
  }
});
