import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type Batch,
  createMethod,
  createNetwork,
  defineEstimator,
  definePlugin,
  Random,
  type Task,
} from '../../src/index.ts';
import { createGroupWeights } from '../../src/model/mimmx/strata.ts';
import { easyData } from '../../src/testkit/index.ts';
import * as tf from '../../src/tf/index.ts';
import { SHAPE } from '../fixed-data.ts';
import { cpu, toyEncoder, toyMimmx, toyRegistry } from '../toy.ts';

beforeAll(() => cpu.setup());

const task: Task = {
  y: { name: 'y', kind: 'categorical', classes: 2, labels: ['0', '1'] },
  z: [{ name: 'age', kind: 'continuous', mean: 50, sd: 10, unit: 'years' }],
};
const estimator = (name: string, over: object) =>
  defineEstimator({
    name,
    summary: 'For the test.',
    bound: 'none',
    accepts: { x: ['continuous'], y: ['continuous'] },
    differentiable: true,
    unit: 'index',
    options: z.strictObject({}),
    create: () => ({
      form: 'tensor',
      variables: [],
      state: [],
      loss: () => tf.scalar(0),
      estimate: () => tf.scalar(0),
    }),
    ...over,
  });
const ofClasses = () =>
  toyRegistry().use(
    definePlugin({
      name: 'more',
      provides: [
        estimator('of-classes', { accepts: { x: ['continuous'], y: ['discrete'] } }),
        estimator('rigid', { differentiable: false }),
        estimator('between-classes', { accepts: { x: ['discrete'], y: ['continuous'] } }),
      ],
    }),
  );
const build = (options: object) =>
  createMethod(
    {
      method: { name: 'mimm-x', options: { ...toyMimmx, ...options } },
      encoder: { name: 'toy-net' },
      network: SHAPE,
      optimiser: {
        learningRate: 0.01,
        weightDecay: 0,
        schedule: 'constant',
        batchSize: 12,
        updates: 10,
      },
    },
    {
      registry: ofClasses(),
      backend: cpu,
      task,
      inputShape: [6, 6, 1],
      data: easyData(new Random(2)),
      random: new Random(1),
    },
  );

describe('what mimm-x refuses before the first update', () => {
  it('an estimator for classes on a confounder in years', () => {
    expect(() => build({ estimator: 'of-classes', against: 'labels' })).toThrow(
      'E_ESTIMATOR: mimm-x: estimator "of-classes" takes discrete y, but "age" is continuous.',
    );
  });

  it('an estimator whose other side takes classes alone', () => {
    expect(() => build({ estimator: 'between-classes', against: 'labels' })).toThrow(
      'E_ESTIMATOR: mimm-x: estimator "between-classes" takes discrete x, but f_y is continuous. Choose another estimator.',
    );
  });

  it('an estimator without a gradient', () => {
    expect(() => build({ estimator: 'rigid' })).toThrow(
      'E_ESTIMATOR: mimm-x: estimator "rigid" has no gradient, so it cannot train an encoder.',
    );
  });

  it('an encoder that gives fewer features than the slices need', () => {
    expect(() =>
      createNetwork({
        task,
        encoder: (width) =>
          toyEncoder.create({ inputShape: [6, 6, 1], width: width - 1, random: new Random(1) }, {}),
        primaryWidth: 2,
        confounderWidths: [3],
        random: new Random(1),
      }),
    ).toThrow('E_ENCODER: The encoder gives [,4], but 2 slices need [batch, 5].');
  });
});

it('importance weights stay within their bound, and their effective sample size says what that costs', async () => {
  const classes: Task = { ...task, z: [{ name: 'a', kind: 'categorical', classes: 2, labels: ['0', '1'] }] };
  const weights = createGroupWeights(classes, 3);
  // One row of a group among 60: unbounded, it would weigh 1/4 · 60 times the mean and more.
  const zeros = Array.from({ length: 59 }, (_, i) => (i % 2 === 0 ? 0 : 1));
  const batch = {
    y: tf.tensor1d([...zeros, 1], 'int32'),
    z: [tf.tensor1d([...zeros, 0], 'int32')],
  } as unknown as Batch;
  for (let i = 0; i < 20; i++) weights.weigh(batch);
  const { weights: w, effective } = weights.weigh(batch);
  const values = [...(await w.data())];
  const raw = [1260 / (4 * 631), 1260 / (4 * 610), 1260 / (4 * 22)];
  const mean = (30 * raw[0]! + 29 * raw[1]! + raw[2]!) / 60;
  expect(values[0]).toBeCloseTo(raw[0]!, 1);
  expect(Math.max(...values)).toBeCloseTo(3 * mean, 1);
  const [share] = await effective.data();
  const sum = values.reduce((a, b) => a + b, 0);
  const squares = values.reduce((a, b) => a + b * b, 0);
  expect(share).toBeCloseTo(sum ** 2 / squares / 60, 4);
});
