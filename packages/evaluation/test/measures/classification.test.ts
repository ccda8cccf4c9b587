import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as measures from '../../src/index.ts';
import { sampleOf } from '../../src/index.ts';

/** Predictions that are sure of the given classes. */
const sure = (truth: Int32Array, predicted: Int32Array, classes: number) =>
  sampleOf(
    truth,
    Float64Array.from({ length: predicted.length * classes }, (_, i) =>
      predicted[Math.floor(i / classes)] === i % classes ? 1 : 0,
    ),
  );
const balancedAccuracy = (...of: Parameters<typeof sure>) => measures.balancedAccuracy.of(sure(...of));
const f1 = (...of: Parameters<typeof sure>) => measures.f1.of(sure(...of));
const ece = (...of: Parameters<typeof sampleOf>) => measures.ece.of(sampleOf(...of));

// The worked example of scikit-learn's balanced_accuracy_score: recalls 3/4 and 1/2.
const truth = Int32Array.of(0, 1, 0, 0, 1, 0);
const predicted = Int32Array.of(0, 1, 0, 0, 0, 1);

test('accuracy, balanced accuracy and confusion of a published case', () => {
  expect(measures.accuracy.of(sure(truth, predicted, 2))).toBeCloseTo(4 / 6, 12);
  expect(balancedAccuracy(truth, predicted, 2)).toBe(0.625);
  expect([...sure(truth, predicted, 2).confusion]).toEqual([3, 1, 1, 1]);
});

test('a class without rows is left out of balanced accuracy, not counted as 0', () => {
  expect(balancedAccuracy(truth, predicted, 5)).toBe(0.625);
});

test('guessing one class always has balanced accuracy 1 / classes', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3), { maxLength: 40 }), (rows) => {
      const all = Int32Array.of(0, 1, 2, 3, ...rows);
      expect(balancedAccuracy(all, new Int32Array(all.length).fill(2), 4)).toBeCloseTo(0.25, 12);
    }),
  );
});

test('f1 of two and of three classes (scikit-learn: macro 0.266…)', () => {
  expect(f1(truth, predicted, 2)).toBe(0.5);
  const three = Int32Array.of(0, 1, 2, 0, 1, 2);
  expect(f1(three, Int32Array.of(0, 2, 1, 0, 0, 1), 3)).toBeCloseTo(0.8 / 3, 12);
  expect(f1(Int32Array.of(0, 0), Int32Array.of(0, 0), 2)).toBeNaN();
});

test('f1 of two classes is the harmonic mean of precision and recall', () => {
  const row = fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 1 }));
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 50 }), (rows) => {
      const hits = rows.filter(([t, p]) => t === 1 && p === 1).length;
      fc.pre(hits > 0);
      const precision = hits / rows.filter(([, p]) => p === 1).length;
      const recall = hits / rows.filter(([t]) => t === 1).length;
      const value = f1(
        Int32Array.from(rows, ([t]) => t),
        Int32Array.from(rows, ([, p]) => p),
        2,
      );
      expect(value).toBeCloseTo((2 * precision * recall) / (precision + recall), 12);
    }),
  );
});

test('the most probable class, the lowest of equals', () => {
  const { predicted } = sampleOf(Int32Array.of(0, 0), Float32Array.of(0.2, 0.5, 0.3, 0.4, 0.2, 0.4));
  expect([...predicted]).toEqual([1, 0]);
});

test('ece: two bins by hand, and 0 for a calibrated forecast', () => {
  // Confidence 0.9, right 1 of 2 (gap 0.4, half of the rows); confidence 0.6, right 2 of 2 (gap 0.4).
  const p = Float64Array.of(0.1, 0.9, 0.1, 0.9, 0.4, 0.6, 0.4, 0.6);
  expect(ece(Int32Array.of(1, 0, 1, 1), p)).toBeCloseTo(0.4, 12);
  const calibrated = Float64Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 0.2 : 0.8));
  expect(ece(Int32Array.of(1, 1, 1, 1, 1, 1, 1, 1, 0, 0), calibrated)).toBeCloseTo(0, 12);
});

test('brier and log-loss by hand: halved, so that two classes give (p − y)²', () => {
  const two = sampleOf(Int32Array.of(1, 0), Float64Array.of(0.2, 0.8, 0.6, 0.4));
  expect(measures.brier.of(two)).toBeCloseTo((0.04 + 0.16) / 2, 12);
  expect(measures.logLoss.of(two)).toBeCloseTo(-(Math.log(0.8) + Math.log(0.6)) / 2, 12);
  const three = sampleOf(Int32Array.of(2), Float64Array.of(0.2, 0.3, 0.5));
  expect(measures.brier.of(three)).toBeCloseTo((0.04 + 0.09 + 0.25) / 2, 12);
});

test('refuses lengths that differ, no rows, classes out of range, and numbers that are none', () => {
  expect(() => sampleOf(Int32Array.of(0, 1), Float64Array.of(1, 0, 1))).toThrow(
    /E_LENGTH_MISMATCH: values has 3/,
  );
  expect(() => sampleOf(new Int32Array(0), new Float64Array(0))).toThrow(/E_EMPTY/);
  expect(() => sampleOf(Int32Array.of(0, 2), Float64Array.of(1, 0, 1, 0))).toThrow(/E_BAD_CLASS.*row 1/);
  expect(() => sampleOf(Int32Array.of(0, 1), Float64Array.of(1, 0, Number.NaN, 0))).toThrow(
    /E_NOT_FINITE: values has the value NaN in row 1/,
  );
});
