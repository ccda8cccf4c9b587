import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accuracy, gap, groupCodes, groupTable, worstGroupAccuracy } from '../../src/metrics/index.ts';

const binary = ['0', '1'];

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

test('a group without rows is unknown: null in the table, in neither the worst nor the gap', () => {
  const y = Int32Array.of(0, 0, 1, 1);
  const groups = groupCodes([
    { name: 'y', codes: y, labels: binary },
    { name: 'z', codes: Int32Array.of(0, 0, 0, 0), labels: binary },
  ]);
  const table = groupTable(y, Int32Array.of(0, 1, 1, 1), groups);
  expect(table.map(({ n, accuracy }) => [n, accuracy])).toEqual([
    [2, 0.5],
    [0, null],
    [2, 1],
    [0, null],
  ]);
  expect(worstGroupAccuracy(table)).toBe(0.5);
  expect(gap(table)).toBe(0.5);
  expect(worstGroupAccuracy([{ group: 'a', n: 0, accuracy: null }])).toBeNaN();
  expect(gap([{ group: 'a', n: 0, accuracy: null }])).toBeNaN();
});

test('a row whose confounder is missing is in no group', () => {
  const y = Int32Array.of(0, 1);
  const groups = groupCodes([
    { name: 'y', codes: y, labels: binary },
    { name: 'z', codes: Int32Array.of(-1, 1), labels: binary },
  ]);
  expect([...groups.codes]).toEqual([-1, 3]);
  expect(groupTable(y, y, groups).reduce((sum, { n }) => sum + n, 0)).toBe(1);
});

test('the worst group is nowhere above the accuracy, which is the mean weighted by n', () => {
  const row = fc.tuple(fc.nat(1), fc.nat(2), fc.nat(1));
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), (rows) => {
      const y = Int32Array.from(rows, ([a]) => a);
      const predicted = Int32Array.from(rows, ([, , p]) => p);
      const table = groupTable(
        y,
        predicted,
        groupCodes([
          { name: 'y', codes: y, labels: binary },
          { name: 'z', codes: Int32Array.from(rows, ([, z]) => z), labels: ['a', 'b', 'c'] },
        ]),
      );
      const mean = table.reduce((sum, g) => sum + g.n * (g.accuracy ?? 0), 0) / rows.length;
      expect(mean).toBeCloseTo(accuracy(y, predicted), 12);
      expect(worstGroupAccuracy(table)).toBeLessThanOrEqual(accuracy(y, predicted) + 1e-12);
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
