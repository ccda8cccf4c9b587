import * as tf from '@mimmx/core/tf';
import { expect, test } from 'vitest';
import { createLagrangian } from '../../src/index.ts';
import { cpu } from '../backends.ts';

await cpu.setup();

/** Least (θ − 3)² subject to θ² ≤ limit, by gradient steps on θ. */
function solve(limit: number, clamped: boolean, rate = 0.01, steps = 1500) {
  const lagrangian = createLagrangian({ limit, learningRate: 0.02, damping: 10, clamped });
  let theta = 0.5;
  for (let step = 0; step < steps; step++) {
    tf.tidy(() => {
      const n = tf.scalar(theta * theta);
      const weight = lagrangian.weight(n).dataSync()[0]!;
      theta -= rate * (2 * (theta - 3) + weight * 2 * theta);
      lagrangian.update(n);
    });
  }
  return { theta, multiplier: lagrangian.multiplier.dataSync()[0]! };
}

test.each([true, false])('θ² ≤ 1 binds: θ = 1, λ = 2 (clamped %s)', (clamped) => {
  const { theta, multiplier } = solve(1, clamped);
  expect(theta).toBeCloseTo(1, 2);
  expect(Math.abs(multiplier - 2)).toBeLessThan(0.05);
});

test('θ² ≤ 16 does not: θ = 3, λ = 0', () => {
  const { theta, multiplier } = solve(16, true);
  expect(theta).toBeCloseTo(3, 3);
  expect(multiplier).toBe(0);
});

test('the published damping drives θ to the limit all the same', () => {
  expect(solve(16, false, 0.001, 4000).theta).toBeCloseTo(3.997, 2);
});
