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
