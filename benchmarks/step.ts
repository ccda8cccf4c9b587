/**
 * What one update of mimm-x costs against one of ERM: batch 128, two confounders, the thesis's encoder, the default
 * options, one thread, in turns.
 *
 *   pnpm bench:step
 */

import { backend as onnx } from '@mimmx/backend-onnx';
import { plugin as baselines } from '@mimmx/baselines';
import {
  buildMethod,
  corePlugin,
  createRegistry,
  definePlugin,
  type Method,
  Random,
  type Task,
} from '@mimmx/core';
import { plugin as estimators } from '@mimmx/mi-estimators';
import { plugin as weighters } from '@mimmx/weighter';
import * as tf from '@tensorflow/tfjs';

const BATCH = 128;
const ROUNDS = 15;
const PER_ROUND = 10;

const registry = createRegistry()
  .use(corePlugin)
  .use(baselines)
  .use(estimators)
  .use(weighters)
  .use(definePlugin({ name: '@mimmx/backend-onnx', provides: [onnx] }));
const backend = registry.create('backend', 'onnx', {}, { device: 'cpu', threads: 1 });
await backend.setup();

const binary = (name: string) => ({ name, kind: 'categorical' as const, classes: 2, labels: ['0', '1'] });
const task: Task = { y: binary('y'), z: [binary('a'), binary('b')] };
const codes = (code: (row: number) => number) =>
  tf.tensor1d(
    Int32Array.from({ length: BATCH }, (_, i) => code(i)),
    'int32',
  );
const source = {
  batchSize: BATCH,
  schedule: 'constant' as const,
  sampling: 'group-balanced' as const,
  next: async () => ({
    x: new Random(1).uniformTensor([BATCH, 28, 28, 1]),
    y: codes((i) => (i < BATCH / 2 ? 0 : 1)),
    z: [codes((i) => i & 1), codes((i) => (i >> 1) & 1)],
    known: [tf.ones<tf.Rank.R1>([BATCH]), tf.ones<tf.Rank.R1>([BATCH])],
  }),
};
const training = {
  learningRate: 1e-3,
  weightDecay: 0,
  batchSize: BATCH,
  schedule: 'constant' as const,
  updates: 1,
  logEvery: 1,
  checkpointEvery: 1,
  watchEvery: 0,
};
const build = (name: string): Method =>
  buildMethod(
    { methods: { [name]: { options: {} } }, encoder: { name: 'digit-net', options: {} }, training },
    { method: name, seed: 0 },
    { registry, backend },
    task,
    [28, 28, 1],
    new Random(2),
  );

const methods = { erm: build('erm'), 'mimm-x': build('mimm-x') };
for (const method of Object.values(methods)) await method.update(source);
const times: Record<string, number[]> = { erm: [], 'mimm-x': [] };
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, method] of Object.entries(methods)) {
    const began = performance.now();
    for (let i = 0; i < PER_ROUND; i++) await method.update(source);
    times[name]!.push((performance.now() - began) / PER_ROUND);
  }
}
const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;
const ratios = times.erm!.map((erm, round) => times['mimm-x']![round]! / erm);
for (const [name, values] of Object.entries(times))
  console.log(`${name.padEnd(8)} ${median(values).toFixed(2)} ms an update`);
console.log(`ratio    ${median(ratios).toFixed(2)} (median of ${ROUNDS} alternating rounds)`);
