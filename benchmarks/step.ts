/**
 * What one update of mimm-x costs against one of ERM, by number of confounders and form of the MI term: batch 128, the
 * thesis's encoder, everything else at its default, one thread, in turns.
 *
 *   pnpm bench:step [--json]
 */
import { backend as onnx } from '@mimmx/backend-onnx';
import { plugin as baselines } from '@mimmx/baselines';
import {
  type Batch,
  corePlugin,
  createMethod,
  createRegistry,
  DEFAULT_SHAPE,
  definePlugin,
  type Method,
  type MethodData,
  Random,
  type Task,
  uniformTensor,
} from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { plugin as estimators } from '@mimmx/mi-estimators';
import { plugin as weighters } from '@mimmx/weighter';

const BATCH = 128;
const ROUNDS = 7;
const PER_ROUND = 5;

const registry = createRegistry()
  .use(corePlugin)
  .use(baselines)
  .use(estimators)
  .use(weighters)
  .use(definePlugin({ name: '@mimmx/backend-onnx', provides: [onnx] }));
const backend = registry.create('backend', 'onnx', {}, { device: 'cpu', threads: 1 });
await backend.setup();

const binary = (name: string) => ({ name, kind: 'categorical' as const, classes: 2, labels: ['0', '1'] });
const codes = (code: (row: number) => number) =>
  tf.tensor1d(
    Int32Array.from({ length: BATCH }, (_, i) => code(i)),
    'int32',
  );
const optimiser = {
  learningRate: 1e-3,
  weightDecay: 0,
  schedule: 'constant' as const,
  batchSize: BATCH,
  updates: 1,
};

/** One method with N confounders, and how long its updates took, in ms. */
function contender(row: string, name: string, confounders: number, options: Record<string, unknown> = {}) {
  const z = Array.from({ length: confounders }, (_, i) => binary(`z${i + 1}`));
  const task: Task = { y: binary('y'), z };
  const next = (): Batch => ({
    x: uniformTensor(new Random(1), [BATCH, 28, 28, 1]),
    y: codes((row) => (row < BATCH / 2 ? 0 : 1)),
    z: z.map((_, i) => codes((row) => (row >> i) & 1)),
    known: z.map(() => tf.ones<tf.Rank.R1>([BATCH])),
    rows: codes((row) => row),
    group: codes(() => 0),
  });
  const none = new Int32Array();
  const set = () => ({ name: 'train', rows: none, y: none, z: [], group: none, groups: { count: 0 } });
  const data: MethodData = {
    set,
    holdOut: () => ({ train: set(), heldOut: set() }),
    batches: () => ({ batchSize: BATCH, sampling: 'group-balanced', next: async () => next(), reweigh() {} }),
    async *pass() {},
  };
  const method: Method = createMethod(
    {
      method: { name, options },
      encoder: { name: 'digit-net' },
      network: { ...DEFAULT_SHAPE, primaryWidth: 1 },
      optimiser,
    },
    { registry, backend, task, inputShape: [28, 28, 1], data, random: new Random(2) },
  );
  return { row, confounders, times: [] as number[], update: () => method.update() };
}

const erm = contender('erm', 'erm', 2);
const contenders = [
  erm,
  ...[1, 2, 4, 8].map((n) => contender('mimm-x', 'mimm-x', n)),
  ...[2, 8].map((n) => contender('mimm-x, one critic per confounder', 'mimm-x', n, { weighter: 'uniform' })),
  contender('mimm-x, chain rule', 'mimm-x', 8, { form: 'chain' }),
  contender('mimm-x, all pairs: N(N+1)/2 critics', 'mimm-x', 4, { weighter: 'uniform', pairs: 1 }),
];
for (const { update } of contenders) await update();
for (let round = 0; round < ROUNDS; round++) {
  for (const { times, update } of contenders) {
    const began = performance.now();
    for (let i = 0; i < PER_ROUND; i++) await update();
    times.push((performance.now() - began) / PER_ROUND);
  }
}
const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;
const results = contenders.map(({ row, confounders, times }) => ({
  row,
  confounders,
  ms: Number(median(times).toFixed(2)),
  ratio: Number(median(times.map((time, round) => time / erm.times[round]!)).toFixed(2)),
}));
if (process.argv.includes('--json')) for (const result of results) console.log(JSON.stringify(result));
else {
  console.log(`| update of ${BATCH} images | N | ms | × ERM |\n|---|---|---|---|`);
  for (const { row, confounders, ms, ratio } of results)
    console.log(`| ${row} | ${confounders} | ${ms} | ${ratio} |`);
  console.log(`\nMedians of ${ROUNDS} alternating rounds of ${PER_ROUND} updates.`);
}
