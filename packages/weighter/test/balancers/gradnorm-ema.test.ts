import { Random } from '@mimmx/core';
import { balancerChecks } from '@mimmx/core/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gradnormEma } from '../../src/index.ts';
import { largestDifference, scaleOf, seen } from '../steps.ts';

for (const check of balancerChecks(gradnormEma)) test(check.name, check.run);
for (const check of balancerChecks(gradnormEma, { warmup: { steps: 5 } })) {
  test(`with warm-up: ${check.name}`, check.run);
}

const warmup = { steps: 0, shape: 'sigmoid', gamma: 3 } as const;
const context = { terms: ['y', 'z1', 'mi'], random: new Random(1) };

test('steady norms: every term has the norm of y from the first step on', () => {
  const balancer = gradnormEma.create(context, { decay: 0.9, minimum: 0.01, maximum: 10, warmup });
  for (let t = 0; t < 5; t++) {
    expect(largestDifference(scaleOf(balancer, seen([1, 1, 0], [2, 0.5, 8])), [1, 4, 0.25])).toBeLessThan(
      1e-5,
    );
  }
});

test('the average written out, with ratios clipped', () => {
  const norm = fc.double({ min: 1e-4, max: 1e4, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(norm, norm, norm), { minLength: 1, maxLength: 8 }), (steps) => {
      const balancer = gradnormEma.create(context, { decay: 0.7, minimum: 0.1, maximum: 5, warmup });
      const past: number[][] = [];
      for (const [y, z, mi] of steps) {
        past.push([y / z, y / mi].map((ratio) => Math.min(5, Math.max(0.1, ratio))));
        const weights = past.map((_, i) => 0.7 ** (past.length - 1 - i));
        const total = weights.reduce((a, b) => a + b, 0);
        const mean = (k: number) => past.reduce((sum, row, i) => sum + (weights[i]! * row[k]!) / total, 0);
        expect(
          largestDifference(scaleOf(balancer, seen([1, 1, 0], [y, z, mi])), [1, mean(0), mean(1)]),
        ).toBeLessThan(1e-4);
      }
    }),
    { numRuns: 40 },
  );
});

test('a minimum above the maximum is refused', () => {
  const result = gradnormEma.options['~standard'].validate({ minimum: 2, maximum: 1 });
  expect('issues' in result && result.issues?.[0]?.message).toBe('must not exceed maximum');
});
