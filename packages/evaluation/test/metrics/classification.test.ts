import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  accuracy,
  balancedAccuracy,
  confusionMatrix,
  ece,
  f1,
  predictedClasses,
} from '../../src/metrics/index.ts';

// The worked example of scikit-learn's balanced_accuracy_score: recalls 3/4 and 1/2.
const truth = Int32Array.of(0, 1, 0, 0, 1, 0);
const predicted = Int32Array.of(0, 1, 0, 0, 0, 1);

test('accuracy, balanced accuracy and confusion of a published case', () => {
  expect(accuracy(truth, predicted)).toBeCloseTo(4 / 6, 12);
  expect(balancedAccuracy(truth, predicted, 2)).toBe(0.625);
  expect([...confusionMatrix(truth, predicted, 2)]).toEqual([3, 1, 1, 1]);
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
  expect([...predictedClasses(Float32Array.of(0.2, 0.5, 0.3, 0.4, 0.2, 0.4), 2)]).toEqual([1, 0]);
});

test('ece: two bins by hand, and 0 for a calibrated forecast', () => {
  // Confidence 0.9, right 1 of 2 (gap 0.4, half of the rows); confidence 0.6, right 2 of 2 (gap 0.4).
  const p = Float64Array.of(0.1, 0.9, 0.1, 0.9, 0.4, 0.6, 0.4, 0.6);
  expect(ece(Int32Array.of(1, 0, 1, 1), p)).toBeCloseTo(0.4, 12);
  const calibrated = Float64Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 0.2 : 0.8));
  expect(ece(Int32Array.of(1, 1, 1, 1, 1, 1, 1, 1, 0, 0), calibrated)).toBeCloseTo(0, 12);
});

test('refuses lengths that differ, no rows, and classes out of range', () => {
  expect(() => accuracy(truth, Int32Array.of(1))).toThrow(/E_LENGTH_MISMATCH: predicted has 1 rows/);
  expect(() => accuracy(new Int32Array(0), new Int32Array(0))).toThrow(/E_EMPTY/);
  expect(() => confusionMatrix(Int32Array.of(0, 2), Int32Array.of(0, 1), 2)).toThrow(/E_BAD_CLASS.*row 1/);
});
