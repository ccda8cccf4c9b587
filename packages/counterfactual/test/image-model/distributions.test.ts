import * as tf from '@mimmx/core/tf';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { discretisedGaussian, gaussianKl, mixture } from '../../src/index.ts';
import { cpu } from '../backends.ts';

await cpu.setup();

const levels = () =>
  tf.tensor4d(
    Float32Array.from({ length: 256 }, (_, v) => (v - 127.5) / 127.5),
    [256, 1, 1, 1],
  );
const everywhere = (mean: number, scale: number) => ({
  mean: tf.fill([256, 1, 1, 1], mean) as tf.Tensor4D,
  logScale: tf.fill([256, 1, 1, 1], Math.log(scale)) as tf.Tensor4D,
});

test.each([
  [0, 0.1],
  [-0.9, 0.3],
  [0.3, 0.01],
  [0, 1],
])('256 levels at mean %d and scale %d have probabilities that sum to 1', (mean, scale) => {
  const total = tf.tidy(() =>
    Array.from(discretisedGaussian(levels(), everywhere(mean, scale)).dataSync()).reduce(
      (sum, log) => sum + Math.exp(log),
      0,
    ),
  );
  expect(Math.abs(total - 1)).toBeLessThan(1e-6);
});

const slope = (log: (mean: tf.Tensor4D) => tf.Tensor) =>
  tf.tidy(
    () =>
      tf
        .grad((mean) => log(mean as tf.Tensor4D))(tf.fill([1, 1, 1, 1], 0.5))
        .dataSync()[0]!,
  );
const x = tf.fill([1, 1, 1, 1], -0.5) as tf.Tensor4D;
const scale = Math.log(0.02);

test('50 scales from the mean the gradient is that of the density', () => {
  const logScale = tf.fill([1, 1, 1, 1], scale) as tf.Tensor4D;
  const ours = slope((mean) => discretisedGaussian(x, { mean, logScale }));
  // d/dμ of −½z², plus the correction's: the bin's mass lies at its nearer edge.
  const z = -50;
  const edge = 1 / 255 / 0.02;
  expect(ours).toBeLessThan(0);
  expect(ours * 0.02).toBeGreaterThan(z - 1);
  expect(ours * 0.02).toBeLessThan(z + edge + 1);
});

test('the clamp of the public code leaves no gradient there', () => {
  const published = slope((mean) => {
    const cdf = (value: tf.Tensor) =>
      tf
        .tanh(value.add(value.pow(3).mul(0.044715)).mul(Math.sqrt(2 / Math.PI)))
        .add(1)
        .mul(0.5);
    const z = (by: number) => x.sub(mean).add(by).mul(Math.exp(-scale));
    return tf.log(tf.clipByValue(cdf(z(1 / 255)).sub(cdf(z(-1 / 255))), 1e-12, 1));
  });
  expect(Math.abs(published)).toBe(0);
});

test('near and far forms meet: ln P has no jump where one takes over from the other', () => {
  const logScale = tf.fill([1, 1, 1, 1], Math.log(0.05)) as tf.Tensor4D;
  const log = (mean: number) =>
    tf.tidy(
      () =>
        discretisedGaussian(tf.zeros([1, 1, 1, 1]), {
          mean: tf.fill([1, 1, 1, 1], mean) as tf.Tensor4D,
          logScale,
        }).dataSync()[0]!,
    );
  for (let mean = 0.1; mean < 0.3; mean += 0.002)
    expect(Math.abs(log(mean + 0.002) - log(mean))).toBeLessThan(0.3);
});

/** ln P in float64, by Simpson's rule; far from the mean by the form that the page gives. */
function reference(x: number, mean: number, logScale: number): number {
  const [z, h] = [(x - mean) * Math.exp(-logScale), Math.exp(-logScale) / 255];
  const [from, to] = [x < -0.999 ? -40 : z - h, x > 0.999 ? 40 : z + h];
  const steps = 4000;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const weight = i === 0 || i === steps ? 1 : i % 2 ? 4 : 2;
    sum += weight * Math.exp(-0.5 * (from + ((to - from) * i) / steps) ** 2);
  }
  const probability = (sum * (to - from)) / steps / 3 / Math.sqrt(2 * Math.PI);
  if (probability > 1e-5) return Math.log(probability);
  const a = Math.abs(z * h);
  return -0.5 * z * z - 0.5 * Math.log(2 * Math.PI) + Math.log(2 * h) + Math.log(Math.sinh(a) / a);
}

test('its gradients are those of finite differences, near, far and at both ends', () => {
  const level = fc.oneof(
    fc.constant(-1),
    fc.constant(1),
    fc.integer({ min: 1, max: 254 }).map((v) => (v - 127.5) / 127.5),
  );
  const [mean, logScale] = [
    fc.double({ min: -1.2, max: 1.2, noNaN: true }),
    fc.double({ min: -4, max: 0, noNaN: true }),
  ];
  fc.assert(
    fc.property(level, mean, logScale, (x, mean, logScale) => {
      const at = (value: number) => tf.fill([1, 1, 1, 1], value) as tf.Tensor4D;
      const ours = tf.tidy(() =>
        tf
          .grads((m, s) =>
            discretisedGaussian(at(x), { mean: m as tf.Tensor4D, logScale: s as tf.Tensor4D }),
          )([at(mean), at(logScale)])
          .map((one) => one.dataSync()[0]!),
      );
      const step = 1e-4;
      const known = [
        (reference(x, mean + step, logScale) - reference(x, mean - step, logScale)) / (2 * step),
        (reference(x, mean, logScale + step) - reference(x, mean, logScale - step)) / (2 * step),
      ];
      // Where one form takes over from the other, a difference across it is no derivative.
      const jumps = Math.abs(
        reference(x, mean + step, logScale) -
          2 * reference(x, mean, logScale) +
          reference(x, mean - step, logScale),
      );
      fc.pre(jumps < 1e-2);
      for (const [i, value] of ours.entries())
        expect(Math.abs(value - known[i]!)).toBeLessThan(0.02 * Math.abs(known[i]!) + 0.02);
    }),
    { numRuns: 200 },
  );
});

const kl = (mean: number, scale: number) =>
  tf.tidy(
    () =>
      gaussianKl(
        { mean: tf.scalar(mean), logScale: tf.scalar(Math.log(scale)) },
        { mean: tf.scalar(0), logScale: tf.scalar(0) },
      ).dataSync()[0]!,
  );

test('KL of Gaussians: .3181, .8181, 0 of itself, never negative', () => {
  expect(kl(0, 0.5)).toBeCloseTo(0.3181, 4);
  expect(kl(1, 0.5)).toBeCloseTo(0.8181, 4);
  expect(kl(0, 1)).toBe(0);
  const number = fc.float({ min: -3, max: 3, noNaN: true });
  fc.assert(
    fc.property(number, number, number, number, (m1, s1, m2, s2) => {
      const of = (mean: number, logScale: number) => ({
        mean: tf.scalar(mean),
        logScale: tf.scalar(logScale),
      });
      const value = tf.tidy(() => gaussianKl(of(m1, s1), of(m2, s2)).dataSync()[0]!);
      expect(value).toBeGreaterThan(-1e-3);
    }),
  );
});

test('the variance between posterior and prior is α²q + (1 − α)²p: .26 at α = .5, q = .04, p = 1', () => {
  const of = (variance: number) => ({ mean: tf.scalar(0), logScale: tf.scalar(Math.log(variance) / 2) });
  const { logScale } = mixture(of(0.04), of(1), 0.5);
  expect(Math.exp(2 * logScale.dataSync()[0]!)).toBeCloseTo(0.26, 5);
});
