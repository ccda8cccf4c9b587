import { Random } from '@mimmx/core';
import { expect, test } from 'vitest';
import {
  atThreshold,
  f1,
  fitThreshold,
  maxF1,
  sampleOf,
  sensitivity,
  specificity,
  tprAtTnr,
  youden,
} from '../../src/index.ts';

function scores(seed: number, rows: number) {
  const random = new Random(seed);
  const y = Int32Array.from({ length: rows }, (_, row) => (row < 2 ? row : random.integer(2)));
  const values = Float64Array.from(
    [...y].flatMap((code) => {
      const p = Math.round(8 * (0.25 * code + 0.75 * random.uniform())) / 8;
      return [1 - p, p];
    }),
  );
  return { y, values };
}

test('no threshold of any kind does better, by brute force over all of them', () => {
  for (let seed = 0; seed < 30; seed++) {
    const { y, values } = scores(seed, 40);
    const at = (threshold: number) => {
      const sample = sampleOf(y, values).at(threshold);
      const [tpr, tnr] = [sensitivity.of(sample), specificity.of(sample)];
      return { f1: f1.of(sample), youden: tpr + tnr - 1, tpr: tnr >= 0.8 ? tpr : Number.NEGATIVE_INFINITY };
    };
    const all = Array.from({ length: 100 }, (_, i) => at(-0.05 + i * 0.0115));
    const best = (key: 'f1' | 'youden' | 'tpr') => Math.max(...all.map((one) => one[key] || 0));
    const fitted = (rule: typeof maxF1) => at(fitThreshold({ y, values }, rule).threshold);
    expect(fitted(maxF1).f1).toBeCloseTo(best('f1'), 12);
    expect(fitted(youden).youden).toBeCloseTo(best('youden'), 12);
    expect(fitted(tprAtTnr(0.8)).tpr).toBeCloseTo(best('tpr'), 12);
  }
});

test('the wrapper measures at the threshold, and one class alone cannot be fitted to', () => {
  const y = Int32Array.of(0, 0, 1, 1);
  const values = Float64Array.of(0.9, 0.1, 0.7, 0.3, 0.6, 0.4, 0.8, 0.2);
  const fitted = fitThreshold({ y, values }, youden);
  expect(fitted).toEqual({ threshold: (0.3 + 0.4) / 2, rule: "Youden's J", set: 'validation' });
  const sample = sampleOf(y, values);
  expect(sensitivity.of(sample)).toBe(0);
  expect(atThreshold(sensitivity, fitted).of(sample)).toBe(0.5);
  expect(atThreshold(specificity, fitted).of(sample)).toBe(1);
  expect(() => fitThreshold({ y: Int32Array.of(1, 1), values: values.slice(0, 4) }, youden)).toThrow(
    /E_THRESHOLD/,
  );
});
