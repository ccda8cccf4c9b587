import { createRegistry, normalTensor, Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { expect, test } from 'vitest';
import { plugin } from '../src/index.ts';

/** Of a Gaussian pair with correlation ρ, smoothed with variance σ²: log (4s² − ρ²) / (4 s √(s² − ρ²)), s = 1 + σ². */
const exact = (rho: number, sigma: number): number => {
  const s = 1 + sigma ** 2;
  return Math.log((4 * s ** 2 - rho ** 2) / (4 * s * Math.sqrt(s ** 2 - rho ** 2)));
};

test.each([0, 0.5, 0.9])('a Gaussian pair with correlation %f has its closed form', (rho) => {
  const random = new Random(3);
  const form = { kind: 'continuous', width: 1 } as const;
  const estimator = createRegistry()
    .use(plugin)
    .create('estimator', 'cauchy-schwarz', { x: form, y: form, random }, { bandwidth: 0.5 });
  if (estimator.form !== 'tensor') throw new Error('not a tensor estimator');
  const estimates = Array.from({ length: 6 }, () =>
    tf.tidy(() => {
      const x = normalTensor(random, [500, 1]);
      const y = x.mul(rho).add(normalTensor(random, [500, 1]).mul(Math.sqrt(1 - rho ** 2)));
      return estimator.estimate(x, y).dataSync()[0]!;
    }),
  );
  expect(estimates.every((estimate) => estimate > -1e-4)).toBe(true);
  const mean = estimates.reduce((a, b) => a + b) / estimates.length;
  expect(Math.abs(mean - exact(rho, 0.5))).toBeLessThan(0.01);
});
