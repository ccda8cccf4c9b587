import { expect, test } from 'vitest';
import { normalCdf, normalQuantile } from '../../src/index.ts';

test('distribution function and quantile agree with tables and each other', () => {
  expect(normalCdf(1.96)).toBeCloseTo(0.9750021048517795, 14);
  expect(normalCdf(-3)).toBeCloseTo(0.0013498980316300933, 14);
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
  for (const p of [1e-4, 0.3, 0.5, 0.999]) expect(normalCdf(normalQuantile(p))).toBeCloseTo(p, 13);
});

test('d′ = √2 Φ⁻¹(AUC)', () => {
  const prime = (auc: number) => Math.SQRT2 * normalQuantile(auc);
  expect([0.75, 0.85, 0.95].map((auc) => Number(prime(auc).toFixed(3)))).toEqual([0.954, 1.466, 2.326]);
});
