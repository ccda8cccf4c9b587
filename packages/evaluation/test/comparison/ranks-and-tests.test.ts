import { Random } from '@mimmx/core';
import { expect, test } from 'vitest';
import { normalTail } from '../../src/comparison/normal-tail.ts';
import { againstReference, averageRanks, holm, wilcoxon } from '../../src/index.ts';

const ten = [0.031, -0.012, 0.052, 0.044, -0.007, 0.061, 0.018, 0.025, -0.029, 0.04];

test('signed ranks: as scipy.stats.wilcoxon 1.10.1, exact and by the normal approximation', () => {
  expect(wilcoxon(ten)).toEqual({ statistic: 8, pValue: 0.048828125, n: 10, method: 'exact' });
  expect(wilcoxon(ten.slice(0, 5))).toMatchObject({ statistic: 3, pValue: 0.3125 });
  const sixty = Array.from({ length: 60 }, (_, i) => (((i * 37) % 101) - 40) / 100 + 0.003 * i);
  const many = wilcoxon(sixty);
  expect(many).toMatchObject({ statistic: 387, n: 60, method: 'normal' });
  expect(many.pValue).toBeCloseTo(0.00010152152512069407, 14);
  // Ties and zeros.
  const tied = wilcoxon(Array.from({ length: 60 }, (_, i) => (((i * 37) % 23) - 8) / 10));
  expect(tied).toMatchObject({ statistic: 474.5, n: 58 });
  expect(tied.pValue).toBeCloseTo(0.0031533488349645717, 14);
});

test('the exact p-value is that of all sign changes written out, ties included', () => {
  const random = new Random(1);
  for (let trial = 0; trial < 30; trial++) {
    const differences = Array.from({ length: 9 }, () => random.integer(9) - 3);
    const kept = differences.filter((d) => d !== 0);
    const { statistic, pValue } = wilcoxon(differences);
    const size = kept.map(Math.abs);
    const rank = size.map(
      (s) => size.filter((o) => o < s).length + (size.filter((o) => o === s).length + 1) / 2,
    );
    const half = (kept.length * (kept.length + 1)) / 4;
    let extreme = 0;
    for (let signs = 0; signs < 2 ** kept.length; signs++) {
      const sum = rank.reduce((total, r, i) => total + ((signs >> i) & 1 ? r : 0), 0);
      if (Math.abs(sum - half) >= half - statistic) extreme++;
    }
    expect(pValue).toBeCloseTo(kept.length === 0 ? 1 : Math.min(1, extreme / 2 ** kept.length), 12);
  }
});

test('the tail of the normal: as scipy.stats.norm.sf', () => {
  const known = [
    [0, 0.5],
    [0.5, 0.3085375387259869],
    [1.96, 0.024997895148220435],
    [2.999, 0.0013543365337271057],
    [3.001, 0.0013454728250849653],
    [5, 2.866515718791933e-7],
    [8, 6.22096057427174e-16],
  ] as const;
  for (const [x, p] of known) expect(Math.abs(normalTail(x) / p - 1)).toBeLessThan(1e-12);
});

test('average ranks: as the mean of scipy.stats.rankdata; Holm: as worked by hand', () => {
  const scores = { a: [0.7, 0.9, 0.75, 0.5], b: [0.8, 0.6, 0.7, 0.5], c: [0.8, 0.6, 0.72, 0.5] };
  expect(averageRanks(scores, 'higher')).toEqual({ a: 1.75, b: 2.25, c: 2 });
  expect(averageRanks(scores, 'lower')).toEqual({ a: 2.25, b: 1.75, c: 2 });
  expect(() => averageRanks({ a: [1, 2], b: [1] }, 'higher')).toThrow(/E_LENGTH_MISMATCH: "b" has 1 blocks/);
  const adjusted = holm([0.01, 0.04, 0.03, 0.005]);
  [0.03, 0.06, 0.06, 0.02].forEach((p, i) => {
    expect(adjusted[i]).toBeCloseTo(p, 12);
  });
});

test('every method against a reference, corrected for how many there are', () => {
  const zero = ten.map(() => 0.5);
  const found = againstReference({ erm: zero, better: ten.map((d) => 0.5 + d), same: zero }, 'erm');
  expect(found.map(({ a, b, adjusted }) => [a, b, adjusted])).toEqual([
    ['better', 'erm', 2 * 0.048828125],
    ['same', 'erm', 1],
  ]);
  expect(found[0]!.difference).toBeCloseTo(0.0223, 12);
  expect(() => againstReference({ erm: [1] }, 'jtt')).toThrow(/E_METHODS: "jtt" is none of the methods erm/);
});
