import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type Batch,
  createMethod,
  defineEstimator,
  definePlugin,
  type Method,
  Random,
  restoreSnapshot,
  type Task,
  takeSnapshot,
} from '../../src/index.ts';
import { createReplay } from '../../src/model/mimmx/replay.ts';
import { normalTensor } from '../../src/tensor/index.ts';
import * as tf from '../../src/tf/index.ts';
import { fixedData, SHAPE } from '../fixed-data.ts';
import { cpu, toyMimmx, toyRegistry } from '../toy.ts';

beforeAll(() => cpu.setup());

const task: Task = {
  y: { name: 'y', kind: 'categorical', classes: 2, labels: ['0', '1'] },
  z: [{ name: 'a', kind: 'categorical', classes: 2, labels: ['0', '1'] }],
};

/** The Donsker–Varadhan bound of a bilinear critic, one pairing with the next row: the least that can be trained. */
const bilinear = defineEstimator({
  name: 'toy-bilinear',
  summary: 'Trainable.',
  bound: 'lower',
  accepts: { x: ['continuous'], y: ['continuous'] },
  differentiable: true,
  unit: 'nats',
  options: z.strictObject({}),
  create({ x, y, random }) {
    const w = tf.tidy(() =>
      tf.variable(
        normalTensor(random, [x.kind === 'continuous' ? x.width : 1, y.kind === 'continuous' ? y.width : 1]),
      ),
    );
    const estimate = (a: tf.Tensor, b: tf.Tensor) => {
      const score = (other: tf.Tensor) =>
        tf.tanh(tf.sum(tf.mul(tf.matMul(a as tf.Tensor2D, w as tf.Tensor2D), other), 1));
      const turned = tf.concat([b.slice([1], [-1]), b.slice([0], [1])]);
      return tf.sub(tf.mean(score(b)), tf.log(tf.mean(tf.exp(score(turned))))) as tf.Scalar;
    };
    return {
      form: 'tensor',
      variables: [w],
      state: [],
      estimate,
      loss: (a, b) => tf.neg(estimate(a, b)) as tf.Scalar,
    };
  },
});

const registry = toyRegistry().use(definePlugin({ name: 'trainable', provides: [bilinear] }));
const build = (options: object, random: Random, data = dataFrom(0)): Method =>
  createMethod(
    {
      method: { name: 'mimm-x', options: { ...toyMimmx, estimator: 'toy-bilinear', ...options } },
      encoder: { name: 'toy-net', options: {} },
      network: SHAPE,
      optimiser: {
        learningRate: 0.01,
        weightDecay: 0,
        schedule: 'constant',
        batchSize: 8,
        updates: 10,
      },
    },
    { registry, backend: cpu, task, inputShape: [6, 6, 1], data, random },
  );

/** A new batch for every number, the same for the same number. */
const batchOf = (n: number): Batch => ({
  x: normalTensor(new Random(n), [8, 6, 6, 1]),
  y: tf.tensor1d([0, 0, 0, 0, 1, 1, 1, 1], 'int32'),
  z: [tf.tensor1d([0, 1, 0, 1, 0, 1, 0, 1], 'int32')],
  known: [tf.ones([8])],
  rows: tf.range(0, 8, 1, 'int32'),
  group: tf.tensor1d([0, 1, 0, 1, 2, 3, 2, 3], 'int32'),
});
const dataFrom = (first: number) => {
  let n = first;
  return fixedData(() => batchOf(n++), 8);
};
const valuesOf = (method: Method, group: string) =>
  Promise.all(
    Object.entries(method.variables)
      .filter(([name]) => name.startsWith(`${group}.`))
      .map(async ([, variable]) => [...(await variable.data())]),
  );

describe('restarts', () => {
  it('begin one critic of every stratum anew at a time, with the optimiser', async () => {
    const method = build({ restartEvery: 2, critics: 2, estimatorLearningRate: 1e-9 }, new Random(1));
    // Two strata (classes of y) of two critics each; the learning rate keeps them where they are.
    const history = [await valuesOf(method, 'estimators')];
    for (let i = 0; i < 5; i++) {
      await method.update();
      history.push(await valuesOf(method, 'estimators'));
    }
    const moved = (a: number, b: number) =>
      history[a]!.map((values, v) => values.some((value, i) => Math.abs(value - history[b]![v]![i]!) > 1e-3));
    expect(moved(0, 2)).toEqual([false, false, false, false]);
    expect(moved(2, 3)).toEqual([true, false, true, false]);
    expect(moved(3, 4)).toEqual([false, false, false, false]);
    expect(moved(4, 5)).toEqual([false, true, false, true]);
    // One update after the restart, with four steps each.
    const [, , power1] = await valuesOf(method, 'estimatorOptimiser');
    expect(power1![0]).toBeCloseTo(0.9 ** 4, 5);
  });
});

describe('replay', () => {
  const seen = (n: number) => ({
    present: tf.fill([4, 3], n) as tf.Tensor2D,
    batch: {
      x: tf.zeros([4, 1]),
      y: tf.tensor1d([0, 0, 1, 1], 'int32'),
      z: [tf.fill([4], n, 'int32') as tf.Tensor1D],
      known: [tf.fill([4], n / 10) as tf.Tensor1D],
      rows: tf.range(0, 4, 1, 'int32'),
      group: tf.zeros([4], 'int32') as tf.Tensor1D,
    },
    weights: tf.fill([4], 2 * n) as tf.Tensor1D,
  });

  it('gives back a batch of its age with its labels and weights, and the present one while it has none', async () => {
    const replay = createReplay(8, 4, 3, task);
    const recalled = async (turn: number, now: number) => {
      const { present, batch, weights } = replay.recall(turn, seen(now));
      expect(batch.z[0]!.dtype).toBe('int32');
      const columns = [present, batch.z[0]!, batch.known[0]!.mul(10), weights!.div(2)];
      const values = await Promise.all(
        columns.map(async (column) => [...new Set(await column.data())].map(Math.round)),
      );
      return values.map(([value]) => value);
    };
    expect(await recalled(0, 1)).toEqual([1, 1, 1, 1]);
    for (let n = 1; n <= 20; n++) replay.remember(seen(n));
    // Ages ⌊0.618 · 8⌋ = 4 and ⌊0.236 · 8⌋ = 1, where the batch just kept has age 0.
    expect(await recalled(0, 21)).toEqual([16, 16, 16, 16]);
    expect(await recalled(1, 21)).toEqual([19, 19, 19, 19]);
  });

  it('is refused where estimators have batches of their own', () => {
    expect(() => build({ replay: 4, freshBatches: true }, new Random(1))).toThrow(
      /^E_OPTION: mimm-x: replay/,
    );
  });
});

it('goes on after a stop as if there had been none, restarts and replay included', async () => {
  const options = { restartEvery: 3, critics: 2, replay: 4 };
  const random = new Random(1);
  const whole = build(options, random);
  for (let i = 0; i < 5; i++) await whole.update();
  const saved = await takeSnapshot(whole.variables, 'after 5 updates');
  const state = random.state;
  for (let i = 0; i < 4; i++) await whole.update();

  const other = new Random(99);
  const resumed = build(options, other, dataFrom(5));
  restoreSnapshot(resumed.variables, saved);
  other.state = state;
  for (let i = 0; i < 4; i++) await resumed.update();
  expect(await takeSnapshot(resumed.variables, 'resumed')).toEqual(
    await takeSnapshot(whole.variables, 'whole'),
  );
});

it('leaves no tensor behind', async () => {
  const method = build({ restartEvery: 2, replay: 3 }, new Random(1));
  for (let i = 0; i < 3; i++) await method.update();
  const before = tf.memory().numTensors;
  for (let i = 0; i < 4; i++) await method.update();
  expect(tf.memory().numTensors).toBe(before);
});
