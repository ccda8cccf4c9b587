import { Random } from '@mimmx/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Attribute, assign, couple, groupByParents } from '../../src/index.ts';

const permutations = (n: number): number[][] =>
  n === 0
    ? [[]]
    : permutations(n - 1).flatMap((p) =>
        Array.from({ length: n }, (_, i) => [...p.slice(0, i), n - 1, ...p.slice(i)]),
      );

test('the assignment costs as little as the best of all permutations', () => {
  const sizes = fc.integer({ min: 1, max: 5 });
  fc.assert(
    fc.property(
      sizes.chain((n) =>
        fc.tuple(
          fc.constant(n),
          fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: n * n, maxLength: n * n }),
        ),
      ),
      ([n, list]) => {
        const cost = Float64Array.from(list);
        const total = (columns: ArrayLike<number>) =>
          Array.from(columns).reduce((sum, column, row) => sum + cost[row * n + column]!, 0);
        const found = assign(cost, n);
        expect([...found].sort()).toEqual(Array.from({ length: n }, (_, i) => i));
        expect(total(found)).toBeCloseTo(Math.min(...permutations(n).map(total)), 9);
      },
    ),
    { numRuns: 60 },
  );
});

test('in one dimension optimal transport keeps the order, within equal parents', () => {
  const attributes: Attribute[] = [
    { name: 'sex', kind: 'categorical', labels: ['F', 'M'] },
    { name: 'age', kind: 'continuous' },
  ];
  const random = new Random(1);
  const batch = {
    sex: Float64Array.from({ length: 60 }, () => random.integer(2)),
    age: Float64Array.from({ length: 60 }, () => random.normal()),
  };
  const groups = groupByParents(batch, attributes);
  expect(groups.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, i) => i));
  expect(groups).toHaveLength(6);
  const noise = Float32Array.from({ length: 60 }, () => random.normal());
  const pixels = Float32Array.from({ length: 60 }, (_, i) => random.normal() + 3 * batch.sex[i]!);
  const partner = couple(noise, pixels, 1, groups);
  expect([...partner].sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, i) => i));
  for (const group of groups) {
    const ordered = [...group].sort((a, b) => pixels[a]! - pixels[b]!).map((row) => noise[partner[row]!]!);
    expect(ordered).toEqual([...ordered].sort((a, b) => a - b));
    for (const row of group) expect(group).toContain(partner[row]);
  }
});
