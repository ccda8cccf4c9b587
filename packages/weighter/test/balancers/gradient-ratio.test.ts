import { Random } from '@mimmx/core';
import { balancerChecks } from '@mimmx/core/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gradientRatio } from '../../src/index.ts';
import { scaleOf, seen } from '../steps.ts';

for (const check of balancerChecks(gradientRatio)) test(check.name, check.run);
for (const check of balancerChecks(gradientRatio, { warmup: { steps: 5 } })) {
  test(`with warm-up: ${check.name}`, check.run);
}

const warmup = { steps: 0, shape: 'sigmoid', gamma: 3 } as const;
const context = { terms: ['task', 'mi'], random: new Random(1) };

test('α = λ min(‖g_task‖, ‖g_MI‖) / ‖g_MI‖, to float32', () => {
  const norm = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(norm, norm, fc.double({ min: 0, max: 3, noNaN: true }), (task, mi, lambda) => {
      const scale = scaleOf(gradientRatio.create(context, { lambda, warmup }), seen([1, 0.2], [task, mi]));
      expect(scale[0]).toBe(1);
      expect(Math.abs(scale[1]! - (lambda * Math.min(task, mi)) / mi)).toBeLessThan(1e-6 * (lambda + 1e-3));
    }),
  );
});

test('the scaled MI gradient is never longer than the task gradient', () => {
  const balancer = gradientRatio.create(context, { lambda: 1, warmup });
  for (const [task, mi] of [
    [1, 100],
    [1, 1],
    [100, 1],
    [0, 5],
    [3, 0],
  ] as const) {
    expect(scaleOf(balancer, seen([1, -0.2], [task, mi]))[1]! * mi).toBeLessThanOrEqual(task * (1 + 1e-6));
  }
});
