import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  accuracy,
  type GroupCodes,
  gap,
  groupCodes,
  perGroup,
  sampleOf,
  worstGroup,
} from '../../src/index.ts';

const binary = ['0', '1'];
const sample = (y: Int32Array, predicted: Int32Array, parts: GroupCodes) =>
  sampleOf(y, Float64Array.from([...predicted].flatMap((p) => [1 - p, p])), { parts });
const table = (of: ReturnType<typeof sample>) =>
  perGroup(accuracy)
    .members(of)
    .map((member) => ({ group: member.group, n: member.count, accuracy: member.of(of) }));

test('names every combination, in the order of the factors', () => {
  const groups = groupCodes([
    { name: 'y', codes: Int32Array.of(0, 1), labels: ['<5', '≥5'] },
    { name: 'z1', codes: Int32Array.of(1, 0), labels: ['thin', 'thick'] },
  ]);
  expect(groups.labels).toEqual([
    'y = <5, z1 = thin',
    'y = <5, z1 = thick',
    'y = ≥5, z1 = thin',
    'y = ≥5, z1 = thick',
  ]);
  expect([...groups.codes]).toEqual([1, 2]);
  expect(groups.possible).toBe(4);
});

test('a group without rows is unknown: in no line, in neither the worst nor the gap', () => {
  const y = Int32Array.of(0, 0, 1, 1);
  const groups = groupCodes([
    { name: 'y', codes: y, labels: binary },
    { name: 'z', codes: Int32Array.of(0, 0, 0, 0), labels: binary },
  ]);
  const of = sample(y, Int32Array.of(0, 1, 1, 1), groups);
  expect(table(of)).toEqual([
    { group: 'y = 0, z = 0', n: 2, accuracy: 0.5 },
    { group: 'y = 1, z = 0', n: 2, accuracy: 1 },
  ]);
  expect(worstGroup(accuracy).of(of)).toBe(0.5);
  expect(gap(accuracy).of(of)).toBe(0.5);
  // A resample that misses a group leaves it out, and one that misses all knows nothing.
  expect(worstGroup(accuracy).of(of.weighted(Float64Array.of(0, 0, 1, 1)))).toBe(1);
  expect(worstGroup(accuracy).of(of.weighted(new Float64Array(4)))).toBeNaN();
  expect(gap(accuracy).of(of.weighted(new Float64Array(4)))).toBeNaN();
});

test('a row whose confounder is missing is in no group', () => {
  const y = Int32Array.of(0, 1);
  const groups = groupCodes([
    { name: 'y', codes: y, labels: binary },
    { name: 'z', codes: Int32Array.of(-1, 1), labels: binary },
  ]);
  expect([...groups.codes]).toEqual([-1, 3]);
  expect(table(sample(y, y, groups)).reduce((sum, { n }) => sum + n, 0)).toBe(1);
});

test('the worst group is nowhere above the accuracy, which is the mean weighted by n', () => {
  const row = fc.tuple(fc.nat(1), fc.nat(2), fc.nat(1));
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), (rows) => {
      const y = Int32Array.from(rows, ([a]) => a);
      const predicted = Int32Array.from(rows, ([, , p]) => p);
      const of = sample(
        y,
        predicted,
        groupCodes([
          { name: 'y', codes: y, labels: binary },
          { name: 'z', codes: Int32Array.from(rows, ([, z]) => z), labels: ['a', 'b', 'c'] },
        ]),
      );
      const mean = table(of).reduce((sum, g) => sum + g.n * g.accuracy, 0) / rows.length;
      expect(mean).toBeCloseTo(accuracy.of(of), 12);
      expect(worstGroup(accuracy).of(of)).toBeLessThanOrEqual(accuracy.of(of) + 1e-12);
    }),
  );
});

test('with sixteen confounders only the groups that occur are listed, and all are counted', () => {
  const factors = Array.from({ length: 17 }, (_, i) => ({
    name: `z${i}`,
    codes: Int32Array.of(0, 1, 1),
    labels: binary,
  }));
  const groups = groupCodes(factors);
  expect(groups.possible).toBe(2 ** 17);
  expect(groups.labels).toHaveLength(2);
  expect([...groups.codes]).toEqual([0, 1, 1]);
});
