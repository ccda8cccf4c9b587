import { type AnyDefinition, normalTensor, Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { critics, dv, infoNce, interpolated, js, nwj, smile, tuba } from '../src/index.ts';
import { donskerVaradhan, nguyenWainwrightJordan } from '../src/lower/expectations.ts';
import { allPairs, importance, type Scores } from '../src/pairs/index.ts';
import { contrast } from '../src/upper/contrast.ts';
import { continuous, makeTensor } from './make.ts';
import { smallCritic } from './small.ts';

const RHO = 0.8;
const TRUTH = -Math.log(1 - RHO ** 2) / 2;
const N = 64;

/** 20 batches of correlated normals, and mean and standard error of a value of each. */
function over20(value: (x: tf.Tensor, y: tf.Tensor) => tf.Tensor) {
  const values = Array.from({ length: 20 }, (_, seed) => {
    const random = new Random(100 + seed);
    return tf.tidy(() => {
      const x = normalTensor(random, [N, 1]);
      const y = tf.add(tf.mul(x, RHO), tf.mul(normalTensor(random, [N, 1]), Math.sqrt(1 - RHO ** 2)));
      return value(x, y).dataSync()[0]!;
    });
  });
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1);
  return { mean, error: Math.sqrt(variance / values.length) };
}

/** The log density ratio itself, plus a constant: the best critic of `dv`, and with 1 that of `nwj`. */
const best = (constant: number) => ({
  variables: [],
  scoring: [],
  left: (x: tf.Tensor) => x,
  right: (y: tf.Tensor) => y,
  joint: (x: tf.Tensor, y: tf.Tensor) => tf.squeeze(ratio(x, y), [-1]),
  table: (x: tf.Tensor, y: tf.Tensor) => ratio(x, tf.transpose(y)),
  constant,
});
const ratio = (x: tf.Tensor, y: tf.Tensor) => {
  const rest = 1 - RHO ** 2;
  const quadratic = tf.mul(tf.add(tf.square(x), tf.square(y)), RHO ** 2 / (2 * rest));
  return tf.add(tf.sub(tf.mul(tf.mul(x, y), RHO / rest), quadratic), TRUTH);
};
const shifted = (scores: Scores, by: number): Scores => ({
  ...scores,
  joint: tf.add(scores.joint, by),
  fold: (reduce) => scores.fold((s, w) => reduce(tf.add(s, by), w)),
});

describe('with the best critic there is', () => {
  test('lower bounds reach the truth from below', () => {
    for (const [value, by] of [
      [donskerVaradhan, 0],
      [nguyenWainwrightJordan, 1],
    ] as const) {
      const { mean, error } = over20((x, y) => value(shifted(allPairs(best(0), x, y), by)));
      expect(mean).toBeLessThan(TRUTH + 2 * error + 0.02);
      expect(mean).toBeGreaterThan(TRUTH - 4 * error - 0.02);
    }
  });

  test('CLUB with the exact conditional stays above the truth, at its own closed form', () => {
    const logScale = tf.scalar(Math.log(1 - RHO ** 2));
    const { mean, error } = over20((x, y) =>
      contrast({ mean: tf.mul(x, RHO), logScale: tf.mul(tf.onesLike(x), logScale) }, y, importance()),
    );
    expect(mean).toBeGreaterThan(TRUTH - 2 * error);
    expect(Math.abs(mean - RHO ** 2 / (1 - RHO ** 2))).toBeLessThan(4 * error);
  });
});

describe('for any critic', () => {
  const arbitrary = fc.record({
    seed: fc.nat(),
    rows: fc.integer({ min: 3, max: 24 }),
    scale: fc.double({ min: 0.1, max: 4, noNaN: true }),
  });
  const estimate = (definition: AnyDefinition, options: object, seed: number, x: tf.Tensor, y: tf.Tensor) => {
    const sides = { x: continuous(2), y: continuous(2), seed };
    const estimator = makeTensor(definition, {
      ...sides,
      options: { ...smallCritic, hidden: [8], ...options },
    });
    return estimator.estimate(x, y).dataSync()[0]!;
  };

  test('DV ≥ NWJ, InfoNCE ≤ log batch, SMILE without clipping is DV, TUBA is between none and DV', () => {
    fc.assert(
      fc.property(arbitrary, ({ seed, rows, scale }) => {
        tf.tidy(() => {
          const random = new Random(seed);
          const x = tf.mul(normalTensor(random, [rows, 2]), scale);
          const y = tf.mul(normalTensor(random, [rows, 2]), scale);
          const donsker = estimate(dv, {}, seed, x, y);
          const close = 1e-3 * (1 + Math.abs(donsker));
          expect(donsker).toBeGreaterThanOrEqual(estimate(nwj, {}, seed, x, y) - close);
          expect(donsker).toBeGreaterThanOrEqual(estimate(js, {}, seed, x, y) - close);
          expect(estimate(infoNce, {}, seed, x, y)).toBeLessThanOrEqual(Math.log(rows) + 1e-4);
          expect(estimate(smile, { tau: 1e6 }, seed, x, y)).toBeCloseTo(donsker, 3);
        });
      }),
      { numRuns: 25 },
    );
  });

  test('interpolated goes from TUBA to InfoNCE', () => {
    tf.tidy(() => {
      const random = new Random(9);
      const [x, y] = [normalTensor(random, [40, 2]), normalTensor(random, [40, 2])];
      const [low, high] = [1e-12, 1 - 1e-6].map((alpha) => estimate(interpolated, { alpha }, 3, x, y));
      const none = estimate(tuba, {}, 3, x, y);
      expect(Math.abs(low! - none)).toBeLessThan(1e-4 * (1 + Math.abs(none)));
      // Its joint mean holds one of the 39 others less: at most log(40 / 39) apart.
      expect(Math.abs(high! - estimate(infoNce, {}, 3, x, y))).toBeLessThan(Math.log(40 / 39) + 1e-3);
    });
  });
});

test('every critic has a name', () =>
  expect(Object.keys(critics)).toEqual(['separable', 'concatenated', 'bilinear']));
