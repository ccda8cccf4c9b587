import { Random } from '@mimmx/core';
import { balancerChecks } from '@mimmx/core/testkit';
import { expect, test } from 'vitest';
import { constant } from '../../src/index.ts';
import { largestDifference, scaleOf, seen } from '../steps.ts';

for (const check of balancerChecks(constant)) test(check.name, check.run);
for (const check of balancerChecks(constant, { warmup: { steps: 5 } })) {
  test(`with warm-up: ${check.name}`, check.run);
}

const context = { terms: ['task', 'mi'], random: new Random(1) };
const input = seen([1, 0.2], [1, 1]);

test('the MI term gets λ, the task 1', () => {
  const warmup = { steps: 0, shape: 'sigmoid', gamma: 3 } as const;
  expect(scaleOf(constant.create(context, { lambda: 1.5, warmup }), input)).toEqual([1, 1.5]);
});

test('the warm-up follows its formula, starts at 0 and stays at 1', () => {
  const gamma = 3;
  const kappa = {
    linear: (p: number) => p,
    // As published, 2 / (1 + e^(−γp)) − 1, over its value at p = 1.
    sigmoid: (p: number) => (2 / (1 + Math.exp(-gamma * p)) - 1) / (2 / (1 + Math.exp(-gamma)) - 1),
  };
  for (const shape of ['linear', 'sigmoid'] as const) {
    const balancer = constant.create(context, { lambda: 2, warmup: { steps: 8, shape, gamma } });
    const found = Array.from({ length: 12 }, () => scaleOf(balancer, input));
    const expected = found.map((_, t) => 2 * kappa[shape](Math.min(t / 8, 1)));
    expect(
      largestDifference(
        found.map(([, mi]) => mi!),
        expected,
      ),
    ).toBeLessThan(1e-6);
    expect(found.every(([task]) => task === 1)).toBe(true);
  }
});
