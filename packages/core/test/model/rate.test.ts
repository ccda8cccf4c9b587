import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { Random, type Task } from '../../src/index.ts';
import { createRate } from '../../src/model/mimmx/rate.ts';
import { createStrata } from '../../src/model/mimmx/strata.ts';
import { logDeterminant } from '../../src/model/mimmx/symmetric.ts';
import { normalTensor } from '../../src/tensor/index.ts';
import * as tf from '../../src/tf/index.ts';
import { cpu } from '../toy.ts';

beforeAll(() => cpu.setup());

const task: Task = {
  y: { name: 'y', kind: 'categorical', classes: 2, labels: ['0', '1'] },
  z: [{ name: 'a', kind: 'categorical', classes: 2, labels: ['0', '1'] }],
};
const withinY = () => createStrata(task, true);
const numberOf = async (scalar: tf.Tensor) => (await scalar.data())[0]!;

describe('the logarithm of determinants', () => {
  /** By the expansion along the first row. */
  const determinant = (m: number[][]): number =>
    m.length === 0
      ? 1
      : m[0]!.reduce(
          (sum, a, j) =>
            sum + (j % 2 ? -1 : 1) * a * determinant(m.slice(1).map((row) => row.filter((_, k) => k !== j))),
          0,
        );

  it('and its gradient, the inverse, are those of any positive definite matrix', () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 }), fc.integer(), async (d, seed) => {
        const half = normalTensor(new Random(seed), [2, d, d]);
        const matrices = tf.add(tf.matMul(half, half, false, true), tf.eye(d)) as tf.Tensor3D;
        const values = await logDeterminant(matrices).data();
        const all = (await matrices.array()) as number[][][];
        for (const [i, value] of values.entries())
          expect(value).toBeCloseTo(Math.log(determinant(all[i]!)), 3);
        const inverse = tf.grad((m: tf.Tensor) => tf.sum(logDeterminant(m as tf.Tensor3D)))(matrices);
        const rest = tf.max(tf.abs(tf.sub(tf.matMul(inverse, matrices), tf.eye(d))));
        expect(await numberOf(rest)).toBeLessThan(1e-3);
      }),
      { numRuns: 20 },
    ));
});

describe('the rate', () => {
  it('is the information of a Gaussian channel, and 0 for features that are a function of y', async () => {
    // Class means far apart, deviations 2 and 0.5 within: two independent channels of noise 1.
    const rows = 20000;
    const noise = tf.mul(normalTensor(new Random(1), [rows, 2]), tf.tensor1d([2, 0.5]));
    const means = tf.concat([tf.fill([rows / 2, 2], -5), tf.fill([rows / 2, 2], 5)]) as tf.Tensor2D;
    const rate = createRate(2, 1, withinY());
    const expected = 0.5 * (Math.log(1 + 4) + Math.log(1 + 0.25));
    expect(await numberOf(rate.value(tf.add(means, noise) as tf.Tensor2D))).toBeCloseTo(expected, 1);
    expect(await numberOf(createRate(2, 1, withinY()).value(means))).toBeCloseTo(0, 5);
  });

  it('counts what copies say once, as the noise on each is averaged away', async () => {
    const one = normalTensor(new Random(2), [400, 1]) as tf.Tensor2D;
    const copies = tf.concat([one, one, one, one], 1) as tf.Tensor2D;
    // Four copies are one feature behind noise of half the deviation.
    expect(await numberOf(createRate(4, 1, withinY()).value(copies))).toBeCloseTo(
      await numberOf(createRate(1, 0.5, withinY()).value(one)),
      4,
    );
  });

  it('is no less than what f_y says of a confounder', async () => {
    // f = ±a by z, behind noise of deviation 1: the information of a binary input, integrated numerically.
    for (const a of [0.2, 0.7, 1.5]) {
      let information = 0;
      const step = 0.01;
      for (let f = -8; f < 8; f += step) {
        const density = (m: number) => Math.exp(-((f - m) ** 2) / 2) / Math.sqrt(2 * Math.PI);
        const both = (density(a) + density(-a)) / 2;
        information += density(a) * Math.log(density(a) / both) * step;
      }
      const f = tf.tensor2d(Array.from({ length: 8 }, (_, i) => [i % 2 ? a : -a]));
      expect(await numberOf(createRate(1, 1, withinY()).value(f))).toBeGreaterThanOrEqual(information - 1e-4);
    }
  });

  it('has the gradient that finite differences have', async () => {
    const f = normalTensor(new Random(3), [8, 2]) as tf.Tensor2D;
    const value = (x: tf.Tensor) => createRate(2, 0.7, withinY()).value(x as tf.Tensor2D);
    const gradient = await tf.grad(value)(f).data();
    for (let i = 0; i < 16; i++) {
      const nudge = tf.tensor2d(
        Array.from({ length: 16 }, (_, k) => (k === i ? 0.01 : 0)),
        [8, 2],
      );
      const slope = ((await numberOf(value(f.add(nudge)))) - (await numberOf(value(f.sub(nudge))))) / 0.02;
      expect(gradient[i]).toBeCloseTo(slope, 2);
    }
  });

  it('remembers earlier batches, and passes the gradient of the present one in full', async () => {
    const rate = createRate(1, 1, withinY());
    const [wide, narrow] = [2, 1].map(
      (sd) => tf.mul(normalTensor(new Random(4), [200, 1]), sd) as tf.Tensor2D,
    );
    const alone = await numberOf(createRate(1, 1, withinY()).value(narrow!));
    await numberOf(rate.value(wide!));
    const gradient = tf.grad((x: tf.Tensor) => rate.value(x as tf.Tensor2D))(narrow!);
    const after = await numberOf(rate.value(narrow!));
    expect(after).toBeGreaterThan(alone);
    expect(await numberOf(tf.norm(gradient))).toBeGreaterThan(0.01);
  });
});
