import { Random } from '@mimmx/core';
import { phi } from '@mimmx/data';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contingency, cramersV, pearson, quantileCodes, tableInformation } from '../src/dependence.ts';

test('mutual information of known tables, in nats', () => {
  // Closed form of a symmetric binary pair: ln 2 − H(s).
  const entropy = (s: number) => -s * Math.log(s) - (1 - s) * Math.log(1 - s);
  const pair = (s: number) => [
    [s, 1 - s],
    [1 - s, s],
  ];
  expect(tableInformation(pair(0.9))).toBeCloseTo(Math.LN2 - entropy(0.9), 12);
  expect(tableInformation(pair(0.9))).toBeCloseTo(0.3681, 4);
  expect(tableInformation(pair(0.95))).toBeCloseTo(0.4946, 4);
  expect(tableInformation(pair(0.82))).toBeCloseTo(0.2218, 3);
  expect(
    tableInformation([
      [3, 0, 0],
      [0, 3, 0],
      [0, 0, 3],
    ]),
  ).toBeCloseTo(Math.log(3), 12);
  expect(
    tableInformation([
      [2, 4],
      [3, 6],
    ]),
  ).toBe(0);
});

const counts = fc.array(fc.array(fc.nat(50), { minLength: 2, maxLength: 2 }), { minLength: 2, maxLength: 2 });

test('phi is the Pearson correlation of the codes, and Cramér’s V its size', () => {
  fc.assert(
    fc.property(counts, (table) => {
      const a: number[] = [];
      const b: number[] = [];
      table.forEach((row, i) => {
        row.forEach((count, j) => {
          for (let k = 0; k < count; k++) {
            a.push(i);
            b.push(j);
          }
        });
      });
      expect(phi(table)).toBeCloseTo(pearson(a, b), 9);
      expect(cramersV(table)).toBeCloseTo(Math.abs(phi(table)), 9);
      expect(contingency(Int32Array.from(a), Int32Array.from(b), 2, 2)).toEqual(table);
    }),
  );
});

test('missing values are left out', () => {
  expect(contingency(Int32Array.of(0, 1, -1, 1), Int32Array.of(0, 1, 0, -1), 2, 2)).toEqual([
    [1, 0],
    [0, 1],
  ]);
  expect(pearson([1, 2, 3, Number.NaN], [2, 4, 6, 0])).toBeCloseTo(1, 12);
  // By hand: covariance 2/3, variances 2/3 and 14/9.
  expect(pearson([0, 1, 2], [0, 3, 2])).toBeCloseTo(2 / 3 / Math.sqrt((2 / 3) * (14 / 9)), 12);
});

test('deciles hold a tenth each', () => {
  const random = new Random(1);
  const codes = quantileCodes(
    Float32Array.from({ length: 1000 }, () => random.normal()),
    10,
  );
  for (let bin = 0; bin < 10; bin++) expect(codes.filter((code) => code === bin).length).toBe(100);
  expect([...quantileCodes(Float32Array.of(1, Number.NaN, 2), 2)]).toEqual([0, -1, 1]);
});
