import { Random } from '@mimmx/core';
import { balancerChecks } from '@mimmx/core/testkit';
import * as tf from '@mimmx/core/tf';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pcgrad } from '../../src/index.ts';
import { largestDifference, seen } from '../steps.ts';

for (const check of balancerChecks(pcgrad)) test(check.name, check.run);
for (const check of balancerChecks(pcgrad, { warmup: { steps: 5 } })) {
  test(`with warm-up: ${check.name}`, check.run);
}

const warmup = { steps: 0, shape: 'sigmoid', gamma: 3 } as const;
const names = ['y', 'z1', 'z2', 'mi'];

const create = (terms: number, seed: number) =>
  pcgrad.create({ terms: names.slice(-terms), random: new Random(seed) }, { warmup });
const combine = (balancer: ReturnType<typeof create>, gradients: number[][], scale: number[]) => {
  const ones = gradients.map(() => 1);
  return Array.from(
    tf.tidy(() => balancer.combine!(seen(ones, ones, gradients), tf.tensor1d(scale))).dataSync(),
  );
};
const dot = (a: number[], b: number[]) => a.reduce((sum, v, k) => sum + v * b[k]!, 0);

/** The published algorithm, word by word, for one order of the others for each i. */
function published(gradients: number[][], orders: number[][]): number[] {
  const projected = gradients.map((gradient, i) => {
    let v = gradient;
    for (const j of orders[i]!) {
      const product = dot(v, gradients[j]!);
      if (j !== i && product < 0) {
        v = v.map((value, k) => value - (product / dot(gradients[j]!, gradients[j]!)) * gradients[j]![k]!);
      }
    }
    return v;
  });
  return projected[0]!.map((_, k) => projected.reduce((sum, v) => sum + v[k]!, 0));
}

test('orthogonal gradients are summed unchanged', () => {
  expect(
    combine(
      create(3, 1),
      [
        [2, 0, 0],
        [0, 3, 0],
        [0, 0, -1],
      ],
      [1, 1, 0.5],
    ),
  ).toEqual([2, 3, -0.5]);
});

test('two conflicting gradients are projected as the formula says', () => {
  // g₁ = (1, 0), g₂ = (−1, 1): v₁ = (½, ½), v₂ = (0, 1).
  expect(
    largestDifference(
      combine(
        create(2, 1),
        [
          [1, 0],
          [-1, 1],
        ],
        [1, 1],
      ),
      [0.5, 1.5],
    ),
  ).toBeLessThan(1e-6);
});

test('two terms: equal to the published algorithm, and no term is opposed', () => {
  const entry = fc.integer({ min: -8, max: 8 });
  const vector = fc.array(entry, { minLength: 5, maxLength: 5 }).filter((v) => v.some((x) => x !== 0));
  fc.assert(
    fc.property(vector, vector, fc.double({ min: 0.1, max: 4, noNaN: true }), (a, b, s) => {
      const scaled = [a, b.map((v) => v * s)];
      const result = combine(create(2, 1), [a, b], [1, s]);
      expect(largestDifference(result, published(scaled, [[1], [0]]))).toBeLessThan(1e-3);
      for (const gradient of scaled) expect(dot(result, gradient)).toBeGreaterThan(-1e-2);
    }),
  );
});

test('four terms: the result is that of some order, and the order changes from call to call', () => {
  const random = new Random(8);
  const gradients = Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => random.normal()));
  const ordersOf = (i: number) => {
    const [a, b, c] = [0, 1, 2, 3].filter((j) => j !== i) as [number, number, number];
    return [
      [a, b, c],
      [a, c, b],
      [b, a, c],
      [b, c, a],
      [c, a, b],
      [c, b, a],
    ];
  };
  const possible = ordersOf(0).flatMap((o0) =>
    ordersOf(1).flatMap((o1) =>
      ordersOf(2).flatMap((o2) => ordersOf(3).map((o3) => published(gradients, [o0, o1, o2, o3]))),
    ),
  );
  const balancer = create(4, 3);
  const found = Array.from({ length: 30 }, () => combine(balancer, gradients, [1, 1, 1, 1]));
  for (const result of found) {
    expect(Math.min(...possible.map((candidate) => largestDifference(result, candidate)))).toBeLessThan(1e-5);
  }
  expect(new Set(found.map((result) => result.map((v) => v.toFixed(4)).join())).size).toBeGreaterThan(1);
});
