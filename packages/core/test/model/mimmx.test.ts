import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  adam,
  type Batch,
  bottleneck,
  createMethod,
  crossEntropy,
  defineBalancer,
  definePlugin,
  detach,
  Random,
  type Task,
} from '../../src/index.ts';
import { createStandardiser } from '../../src/model/standardiser.ts';
import { normalTensor } from '../../src/tensor/index.ts';
import * as tf from '../../src/tf/index.ts';
import { fixedData, SHAPE } from '../fixed-data.ts';
import { cpu, toyMimmx, toyRegistry } from '../toy.ts';

beforeAll(() => cpu.setup());

const task: Task = {
  y: { name: 'y', kind: 'categorical', classes: 2, labels: ['0', '1'] },
  z: [
    { name: 'a', kind: 'categorical', classes: 2, labels: ['0', '1'] },
    { name: 'b', kind: 'categorical', classes: 3, labels: ['0', '1', '2'] },
  ],
};
const training = {
  learningRate: 0.01,
  weightDecay: 0,
  schedule: 'constant' as const,
  batchSize: 12,
  updates: 10,
  logEvery: 1,
  checkpointEvery: 1,
  watchEvery: 0,
};

const makeBatch = (): Batch => ({
  x: normalTensor(new Random(5), [12, 6, 6, 1]),
  y: tf.tensor1d([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1], 'int32'),
  z: [
    tf.tensor1d([0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1], 'int32'),
    tf.tensor1d([0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2], 'int32'),
  ],
  known: [tf.ones([12]), tf.ones([12])],
  rows: tf.range(0, 12, 1, 'int32'),
  group: tf.tensor1d([0, 4, 2, 3, 1, 5, 6, 10, 8, 9, 7, 11], 'int32'),
});
const data = () => fixedData(makeBatch, 12);

const build = (options: object) =>
  createMethod(
    {
      method: { name: 'mimm-x', options: { ...toyMimmx, primaryWidth: 2, standardise: false, ...options } },
      encoder: { name: 'toy-net', options: {} },
      network: SHAPE,
      optimiser: training,
    },
    {
      registry: toyRegistry(),
      backend: cpu,
      task,
      inputShape: [6, 6, 1],
      data: data(),
      random: new Random(3),
    },
  );

describe('mimm-x', () => {
  it.each(['features', 'parameters'])(
    'one update is a step of Adam down the written objective (norms at %s)',
    async (normsAt) => {
      const method = build({ expectation: 'within-y', pairs: 0.3, normsAt, lambda: 1 });
      const names = Object.keys(method.variables).filter((name) => /^(encoder|heads)\./.test(name));
      const before = await Promise.all(
        names.map(async (name) => [...(await method.variables[name]!.data())]),
      );

      // The same objective, written out with one variable per weight and differentiated as a whole.
      const copies = names.map((name, i) =>
        tf.variable(tf.tensor(before[i]!, method.variables[name]!.shape)),
      );
      const [k1, b1, k2, b2, wy, by, wa, ba, wb, bb] = copies as [
        tf.Variable,
        ...tf.Variable[],
      ] as tf.Variable<tf.Rank.R2>[];
      const batch = makeBatch();
      const objective = () => {
        const hidden = tf.tanh(
          tf.add(tf.matMul(batch.x.reshape([12, 36]) as tf.Tensor2D, k1!), b1!),
        ) as tf.Tensor2D;
        const f = tf.add(tf.matMul(hidden, k2!), b2!) as tf.Tensor2D;
        const [fy, fa, fb] = [0, 2, 4].map((at) => f.slice([0, at], [12, 2]));
        const ce = (x: tf.Tensor2D, w: tf.Tensor2D, b: tf.Tensor, labels: tf.Tensor1D) =>
          crossEntropy(tf.add(tf.matMul(x, w), b) as tf.Tensor2D, labels);
        const cov = (x: tf.Tensor2D, y: tf.Tensor2D) => {
          const centre = (t: tf.Tensor2D) => t.sub(t.mean(0, true)) as tf.Tensor2D;
          return tf.sum(tf.square(tf.matMul(centre(x), centre(y), true).div(x.shape[0])));
        };
        const within = (x: tf.Tensor2D, y: tf.Tensor2D) =>
          cov(x.slice([0, 0], [6, 2]), y.slice([0, 0], [6, 2]))
            .add(cov(x.slice([6, 0], [6, 2]), y.slice([6, 0], [6, 2])))
            .div(2);
        const losses = ce(fy!, wy!, by!, batch.y)
          .div(2)
          .add(
            ce(fa!, wa!, ba!, batch.z[0]!)
              .add(ce(fb!, wb!, bb!, batch.z[1]!))
              .div(4),
          );
        const mi = within(fy!, fa!).add(within(fy!, fb!)).div(2).add(within(fa!, fb!).mul(0.3));
        return losses.add(mi.mul(0.7)) as tf.Scalar;
      };
      adam({ variables: copies, learningRate: training.learningRate }).minimize(objective);

      await method.update();
      for (const [i, name] of names.entries()) {
        const [ours, expected] = [await method.variables[name]!.data(), await copies[i]!.data()];
        for (const [j, value] of ours.entries()) expect(value, `${name}[${j}]`).toBeCloseTo(expected[j]!, 4);
      }
    },
  );

  it('takes norms on the parameters of a convolution as numbers, and does not differentiate them', async () => {
    const registry = toyRegistry().use(
      definePlugin({
        name: 'ratio',
        provides: [
          defineBalancer({
            name: 'by-norms',
            summary: 'Depends on the norms.',
            granularity: 'grouped',
            options: z.strictObject({}),
            create: () => ({
              granularity: 'grouped',
              state: [],
              scale: ({ norms }) => tf.div(norms, tf.add(tf.sum(norms), 1e-6)) as tf.Tensor1D,
            }),
          }),
        ],
      }),
    );
    const method = createMethod(
      {
        method: {
          name: 'mimm-x',
          options: { ...toyMimmx, lambda: 1, balancer: 'by-norms', normsAt: 'parameters' },
        },
        encoder: { name: 'small-cnn', options: { channels: [4] } },
        network: SHAPE,
        optimiser: training,
      },
      { registry, backend: cpu, task, inputShape: [6, 6, 1], data: data(), random: new Random(3) },
    );
    const { 'scale.mi': scale } = await method.update();
    expect(scale).toBeGreaterThan(0);
    expect(scale).toBeLessThan(1);
  });

  it('can take the chain rule: each slice against all that follow, N estimators in all', async () => {
    const method = build({ form: 'chain', expectation: 'marginal' });
    const features = async () => {
      const [k1, b1, k2, b2] = [0, 1, 2, 3].map(
        (i) => method.variables[`encoder.${i}`]!,
      ) as tf.Variable<tf.Rank.R2>[];
      const hidden = tf.tanh(tf.add(tf.matMul(makeBatch().x.reshape([12, 36]), k1!), b1!)) as tf.Tensor2D;
      return (await tf.add(tf.matMul(hidden, k2!), b2!).array()) as number[][];
    };
    const f = await features();
    /** Sum of squared covariances of the columns from a to b with those from b to c. */
    const dependence = (a: number, b: number, c: number) => {
      const mean = (i: number) => f.reduce((sum, row) => sum + row[i]!, 0) / 12;
      let sum = 0;
      for (let i = a; i < b; i++) {
        for (let j = b; j < c; j++) {
          const [mi, mj] = [mean(i), mean(j)];
          sum += (f.reduce((s, row) => s + (row[i]! - mi) * (row[j]! - mj), 0) / 12) ** 2;
        }
      }
      return sum;
    };
    const metrics = await method.update();
    expect(metrics['mi.y~later']).toBeCloseTo(dependence(0, 2, 6), 4);
    expect(metrics['mi.a~later']).toBeCloseTo(dependence(2, 4, 6), 4);
    expect(metrics['loss.mi']).toBeCloseTo((dependence(0, 2, 6) + dependence(2, 4, 6)) / 2, 4);
    expect(() => build({ form: 'chain', pairs: 1 })).toThrow(
      /^E_OPTION: mimm-x: form "chain".*pairs has no meaning/,
    );
  });

  it('leaves no tensor behind', async () => {
    const method = build({});
    await method.update();
    const before = tf.memory().numTensors;
    await method.update();
    await method.update();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('can weigh rows to equal groups, and says how many rows that is worth', async () => {
    const method = build({ expectation: 'reweighted', sampling: 'uniform' });
    const { 'weights.effective': effective, ...rest } = await method.update();
    // Every group of the batch occurs once: all weights are equal.
    expect(effective).toBeCloseTo(1, 5);
    expect(Object.values(rest).every(Number.isFinite)).toBe(true);
  });

  it('refuses expectations within y on batches that may lack a class', () => {
    expect(() => build({ sampling: 'uniform' })).toThrow(/^E_OPTION: mimm-x: expectation "within-y"/);
  });

  it('refuses a list of widths of the wrong length', () => {
    expect(() => build({ confounderWidth: [2] })).toThrow(/^E_OPTION.*1 widths for 2 confounders/);
  });
});

describe('detach', () => {
  it('stops the gradient and keeps the value', async () => {
    const x = tf.tensor1d([1, 2, 3]);
    const gradient = tf.grad((t: tf.Tensor) => tf.sum(tf.mul(t, detach(t))))(x);
    expect([...(await gradient.data())]).toEqual([1, 2, 3]);
  });
});

describe('the bottleneck', () => {
  it.each([2, 3, 4, 8])('with %i levels gives that many equally spaced values', async (levels) => {
    const x = tf.linspace(-6, 6, 501).expandDims(1) as tf.Tensor2D;
    const values = [...new Set(await bottleneck({ kind: 'quantised', levels }, x).data())].map((v) =>
      Number(v.toFixed(5)),
    );
    expect(values.sort((a, b) => a - b)).toEqual(
      Array.from({ length: levels }, (_, i) => Number((-1 + (2 * i) / (levels - 1)).toFixed(5))),
    );
  });

  it('passes the gradient of tanh straight through', async () => {
    const x = tf.tensor2d([[0.3], [-1.2]]);
    const gradient = tf.grad((t: tf.Tensor) =>
      tf.sum(bottleneck({ kind: 'quantised', levels: 5 }, t as tf.Tensor2D)),
    )(x);
    const values = await gradient.data();
    for (const [i, at] of [0.3, -1.2].entries()) expect(values[i]).toBeCloseTo(1 - Math.tanh(at) ** 2, 5);
  });
});

describe('standardised features', () => {
  it('have mean 0 and variance 1 in training, and use the moving moments afterwards', async () => {
    const standardiser = createStandardiser(2);
    const x = tf.add(
      tf.mul(normalTensor(new Random(4), [64, 2]), tf.tensor1d([3, 0.1])),
      tf.tensor1d([5, -2]),
    ) as tf.Tensor2D;
    const { mean, variance } = tf.moments(standardiser.apply(x, true), 0);
    for (const value of await mean.data()) expect(value).toBeCloseTo(0, 4);
    for (const value of await variance.data()) expect(value).toBeCloseTo(1, 2);
    for (let i = 0; i < 400; i++) standardiser.apply(x, true);
    const after = tf.moments(standardiser.apply(x, false), 0);
    for (const value of await after.mean.data()) expect(value).toBeCloseTo(0, 2);
    for (const value of await after.variance.data()) expect(value).toBeCloseTo(1, 2);
  });
});
