import { parseArgs } from 'node:util';
import { configure, type Device } from '@mimmx/backend-onnx';
import * as tf from '@mimmx/core/tf';
import { cases } from './cases/index.ts';
import { runnerOf } from './cases/runner.ts';

/** Times one case and prints what the PyTorch script prints: one JSON object. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    steps: { type: 'string', default: '20' },
    threads: { type: 'string', default: '1' },
    profile: { type: 'string' },
    device: { type: 'string', default: 'cpu' },
    image: { type: 'string' },
    batch: { type: 'string' },
    plain: { type: 'boolean', default: false },
    series: { type: 'string', default: '1' },
  },
});
const name = positionals[0] ?? '';
const make = cases[name];
if (!make) throw new Error(`Unknown case "${name}"; one of ${Object.keys(cases).join(', ')}.`);
const threads = Number(values.threads);
configure({ threads, blocked: !values.plain, device: values.device as Device });
await tf.setBackend('onnx');
const many = Number(values.series);
const given = (text: string | undefined) => (text === undefined ? undefined : Number(text));
const runner = runnerOf(
  make({ image: given(values.image), batch: given(values.batch) }),
  values.profile ? { profile: values.profile } : {},
);
let loss = Number.NaN;
const once = async () => {
  loss = await runner.run(many);
};
const start = performance.now();
await once();
const compileMs = performance.now() - start;
for (let i = 0; i < 2; i++) await once();
const times: number[] = [];
const busy: number[] = [];
for (let i = 0; i < Number(values.steps); i++) {
  const from = performance.now();
  const cpu = process.cpuUsage();
  await once();
  times.push((performance.now() - from) / many);
  const { user, system } = process.cpuUsage(cpu);
  busy.push((user + system) / 1000 / many);
}
if (values.profile) await runner.endProfiling();
times.sort((a, b) => a - b);
busy.sort((a, b) => a - b);
const median = times[times.length >> 1] as number;
const round = (ms: number) => Number(ms.toFixed(3));
console.log(
  JSON.stringify({
    case: name,
    threads,
    steps: times.length,
    ms_median: round(median),
    ms_min: round(times[0] as number),
    cpu_ms: round(busy[busy.length >> 1] as number),
    compile_ms: Math.round(compileMs),
    loss,
  }),
);
