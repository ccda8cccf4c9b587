import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Batch,
  createMethod,
  type Method,
  Random,
  restoreSnapshot,
  runShape,
  type Task,
  takeSnapshot,
} from '../../src/index.ts';
import { channelDeviation, sufficientWidth } from '../../src/model/width.ts';
import { normalTensor } from '../../src/tensor/index.ts';
import * as tf from '../../src/tf/index.ts';
import { fixedData } from '../fixed-data.ts';
import { cpu, toyMimmx, toyRegistry } from '../toy.ts';

beforeAll(() => cpu.setup());

const labelled = (name: string, classes: number) => ({
  name,
  kind: 'categorical' as const,
  classes,
  labels: Array.from({ length: classes }, (_, i) => String(i)),
});
const taskOf = (classes: number): Task => ({ y: labelled('y', classes), z: [labelled('a', 2)] });

const build = (
  options: object,
  random = new Random(1),
  classes = 2,
  next: () => Batch = batchesFrom(0, classes),
): Method => {
  const task = taskOf(classes);
  return createMethod(
    {
      method: { name: 'mimm-x', options: { ...toyMimmx, ...options } },
      encoder: { name: 'toy-net' },
      network: runShape({}, task.y),
      optimiser: {
        learningRate: 0.01,
        weightDecay: 0,
        schedule: 'constant',
        batchSize: 12,
        updates: 10,
      },
    },
    {
      registry: toyRegistry(),
      backend: cpu,
      task,
      inputShape: [6, 6, 1],
      data: fixedData(next, 12),
      random,
    },
  );
};

const batchOf = (n: number, classes = 2): Batch => ({
  x: normalTensor(new Random(n), [12, 6, 6, 1]),
  y: tf.tensor1d(
    Array.from({ length: 12 }, (_, r) => Math.floor((r * classes) / 12)),
    'int32',
  ),
  z: [tf.tensor1d([0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1], 'int32')],
  known: [tf.ones([12])],
  rows: tf.range(0, 12, 1, 'int32'),
  group: tf.zeros([12], 'int32') as tf.Tensor1D,
});
const batchesFrom = (first: number, classes = 2) => {
  let n = first;
  return () => batchOf(n++, classes);
};
const everything = {
  primaryWidth: 4,
  bottleneck: { kind: 'channel' },
  rate: { nats: 0.1 },
  weight: { kind: 'bound', nats: 0.01 },
  mix: true,
} as const;

describe('the weight of the MI term', () => {
  it('is the same by lambda and as a fixed weight', async () => {
    const snapshots = await Promise.all(
      [{ lambda: 0.7 }, { weight: { kind: 'fixed', lambda: 0.7 } }].map(async (options) => {
        const method = build(options);
        for (let i = 0; i < 3; i++) await method.update();
        return takeSnapshot(method.variables, 'after 3 updates');
      }),
    );
    expect(snapshots[0]).toEqual(snapshots[1]);
  });

  it('is 0 as long as the bound is met, and the training is then the one with lambda 0', async () => {
    const [bound, none] = [build({ weight: { kind: 'bound', nats: 100 } }), build({ lambda: 0 })];
    for (let i = 0; i < 3; i++) {
      const metrics = await bound.update();
      expect(metrics['bound.multiplier']).toBe(0);
      expect(metrics['bound.value']).toBeGreaterThan(0);
      await none.update();
    }
    const names = Object.keys(none.variables).filter((name) => /^(encoder|heads)\./.test(name));
    for (const name of names)
      expect(await bound.variables[name]!.data()).toEqual(await none.variables[name]!.data());
  });

  it('rises while the bound is missed, up to its limit', async () => {
    const method = build({ weight: { kind: 'bound', nats: 1e-9, damping: 0, limit: 0.5 } });
    const first = await method.update();
    const second = await method.update();
    expect(first['bound.multiplier']).toBe(0);
    expect(second['bound.multiplier']).toBe(0.5);
  });
});

describe('the rate', () => {
  it('is pressed down, and said', async () => {
    const run = async (rate: object | undefined) => {
      const method = build(
        { ...everything, mix: false, lambda: 0, weight: undefined, rate },
        new Random(1),
        2,
        () => batchOf(0),
      );
      let metrics = await method.update();
      for (let i = 0; i < 40; i++) metrics = await method.update();
      return metrics;
    };
    // With a limit of almost nothing the rate is read and not pressed.
    const free = await run({ nats: 0.1, limit: 1e-9 });
    const held = await run({ nats: 0.1, limit: 1 });
    expect(held['rate.value']).toBeLessThan(free['rate.value']! / 2);
    expect(held['rate.multiplier']).toBeGreaterThan(0);
  });
});

describe('the width of f_y', () => {
  it.each([
    [2, 1],
    [3, 2],
    [6, 5],
  ])('is, for %i classes, %i', (classes, width) => {
    const { settings } = build({ lambda: 1 }, new Random(1), classes);
    expect(settings.primaryWidth).toBe(width);
    expect(settings.notes).toEqual([]);
    // More than one number passes a channel unless somebody says otherwise.
    expect(settings.bottleneck).toMatchObject({ kind: width > 1 ? 'channel' : 'none' });
    expect(settings.rate !== undefined).toBe(width > 1);
  });

  it('is 1 for a number', () => {
    expect(sufficientWidth({ name: 'age', kind: 'continuous', mean: 50, sd: 10 })).toBe(1);
  });

  it('is noted where it is too small', () => {
    expect(build({ lambda: 1, primaryWidth: 1 }, new Random(1), 3).settings.notes).toEqual([
      expect.stringMatching(/^f_y is 1 wide, and the classes of y need 2/),
    ]);
  });
});

describe("the channel's noise", () => {
  it.each([
    [2, 1],
    [2, 16],
    [10, 9],
    [4, 3],
  ])('is an eighth of half the distance of %i classes at width %i', (classes, width) => {
    // Corners of a simplex in `classes` dimensions, each column scaled so that all of them together have variance `width`.
    const corners = Array.from({ length: classes }, (_, c) =>
      Array.from({ length: classes }, (_, d) => (c === d ? 1 : 0) - 1 / classes),
    );
    const square = (a: number[], b: number[]) => a.reduce((sum, v, i) => sum + (v - b[i]!) ** 2, 0);
    const variance =
      corners.reduce(
        (sum, corner) =>
          sum +
          square(
            corner,
            corner.map(() => 0),
          ),
        0,
      ) / classes;
    const distance = Math.sqrt((square(corners[0]!, corners[1]!) * width) / variance);
    expect(channelDeviation(labelled('y', classes), width)).toBeCloseTo(distance / 2 / 8, 6);
  });
});

describe('contradictions', () => {
  it.each([
    [{ lambda: 1, weight: { kind: 'bound' } }, /^E_OPTION: mimm-x: lambda is a fixed weight/],
    [{ bottleneck: { kind: 'channel' }, standardise: false }, /^E_OPTION: The noise of bottleneck/],
    [{ rate: { nats: 1 } }, /^E_OPTION: mimm-x: rate is what a channel lets through/],
    [
      { rate: { nats: 1 }, bottleneck: { kind: 'channel' }, expectation: 'marginal' },
      /^E_OPTION: mimm-x: rate is taken within y/,
    ],
    [{ mix: true, expectation: 'marginal' }, /^E_OPTION: mimm-x: mix blends images within y/],
    [{ mix: true, against: 'labels' }, /^E_OPTION: mimm-x: mixed images have no label/],
  ])('%j are refused', (options, message) => {
    expect(() => build(options)).toThrow(message);
  });
});

it('goes on after a stop as if there had been none, with bound, rate, channel and mixing', async () => {
  const random = new Random(1);
  const whole = build(everything, random);
  for (let i = 0; i < 4; i++) await whole.update();
  const saved = await takeSnapshot(whole.variables, 'after 4 updates');
  const state = random.state;
  const last = [];
  for (let i = 0; i < 3; i++) last.push(await whole.update());

  const other = new Random(99);
  const resumed = build(everything, other, 2, batchesFrom(4));
  restoreSnapshot(resumed.variables, saved);
  other.state = state;
  const again = [];
  for (let i = 0; i < 3; i++) again.push(await resumed.update());
  expect(again).toEqual(last);
  expect(await takeSnapshot(resumed.variables, 'resumed')).toEqual(
    await takeSnapshot(whole.variables, 'whole'),
  );
  const { x } = batchOf(77);
  expect(await resumed.read(x).features.data()).toEqual(await whole.read(x).features.data());
});

it('leaves no tensor behind', async () => {
  const method = build(everything);
  for (let i = 0; i < 3; i++) await method.update();
  const before = tf.memory().numTensors;
  for (let i = 0; i < 3; i++) await method.update();
  expect(tf.memory().numTensors).toBe(before);
});
