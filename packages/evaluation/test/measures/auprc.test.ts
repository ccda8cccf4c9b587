import fc from 'fast-check';
import { expect, test } from 'vitest';
import { auprc as measure, type Reals, sampleOf } from '../../src/index.ts';

const auprc = (truth: Int32Array, probabilities: Reals) => measure.of(sampleOf(truth, probabilities));

const binary = (scores: number[]) => Float64Array.from(scores.flatMap((s) => [1 - s, s]));

/** Σ (Rₙ − Rₙ₋₁) Pₙ, the confusion at every distinct threshold counted from nothing. */
function byThresholds(truth: number[], scores: number[]): number {
  const positives = truth.filter((t) => t === 1).length;
  let area = 0;
  let recall = 0;
  for (const threshold of [...new Set(scores)].sort((a, b) => b - a)) {
    const called = truth.filter((_, i) => scores[i]! >= threshold);
    const hits = called.filter((t) => t === 1).length;
    area += (hits / positives - recall) * (hits / called.length);
    recall = hits / positives;
  }
  return area;
}

test('the small case of the scikit-learn documentation is 0.83', () => {
  expect(auprc(Int32Array.of(0, 0, 1, 1), binary([0.1, 0.4, 0.35, 0.8]))).toBeCloseTo(5 / 6, 12);
});

test('equals the sum over distinct thresholds', () => {
  const row = fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 8 }));
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), (rows) => {
      const truth = rows.map(([t]) => t);
      fc.pre(truth.includes(1) && truth.includes(0));
      const scores = rows.map(([, s]) => s / 8);
      expect(auprc(Int32Array.from(truth), binary(scores))).toBeCloseTo(byThresholds(truth, scores), 12);
    }),
  );
});

test('a constant score gives the frequency of the positive class', () => {
  expect(auprc(Int32Array.of(1, 0, 0, 0, 1), binary([0.3, 0.3, 0.3, 0.3, 0.3]))).toBeCloseTo(0.4, 12);
});

test('is not defined where one class alone is there, as AUROC is not', () => {
  expect(auprc(Int32Array.of(1, 1), binary([0.3, 0.6]))).toBeNaN();
  expect(auprc(Int32Array.of(0, 0), binary([0.3, 0.6]))).toBeNaN();
});
