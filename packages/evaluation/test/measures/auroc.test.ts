import fc from 'fast-check';
import { expect, test } from 'vitest';
import { auroc as measure, type Reals, sampleOf } from '../../src/index.ts';

const auroc = (truth: Int32Array, probabilities: Reals) => measure.of(sampleOf(truth, probabilities));

/** Two columns whose second is the score. */
const binary = (scores: number[]) => Float64Array.from(scores.flatMap((s) => [1 - s, s]));

/** Every pair of a positive and a negative, one by one. */
function overAllPairs(truth: number[], score: (row: number) => number, positive: number): number {
  let won = 0;
  let pairs = 0;
  truth.forEach((a, i) => {
    if (a !== positive) return;
    truth.forEach((b, j) => {
      if (b === positive) return;
      pairs++;
      if (score(i) > score(j)) won += 1;
      else if (score(i) === score(j)) won += 0.5;
    });
  });
  return won / pairs;
}

test('the small case of the scikit-learn documentation is 0.75', () => {
  expect(auroc(Int32Array.of(0, 0, 1, 1), binary([0.1, 0.4, 0.35, 0.8]))).toBe(0.75);
});

test('equals the count over all pairs, ties included', () => {
  const row = fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 6 }));
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 60 }), (rows) => {
      const truth = rows.map(([t]) => t);
      const value = auroc(Int32Array.from(truth), binary(rows.map(([, s]) => s / 6)));
      const expected = overAllPairs(truth, (i) => rows[i]![1], 1);
      if (Number.isNaN(expected)) expect(value).toBeNaN();
      else expect(value).toBeCloseTo(expected, 12);
    }),
  );
});

test('more than two classes: mean of one-vs-rest', () => {
  const row = fc.tuple(fc.integer({ min: 0, max: 2 }), fc.tuple(fc.nat(5), fc.nat(5), fc.nat(5)));
  fc.assert(
    fc.property(fc.array(row, { minLength: 3, maxLength: 40 }), (rows) => {
      const truth = rows.map(([t]) => t);
      const present = [0, 1, 2].filter((c) => truth.includes(c));
      fc.pre(present.length > 1);
      const value = auroc(Int32Array.from(truth), Float64Array.from(rows.flatMap(([, p]) => p)));
      const each = present.map((c) => overAllPairs(truth, (i) => rows[i]![1][c]!, c));
      expect(value).toBeCloseTo(each.reduce((a, b) => a + b, 0) / each.length, 12);
    }),
  );
});

test('does not change under an increasing transform of the scores', () => {
  const row = fc.tuple(fc.integer({ min: 0, max: 1 }), fc.double({ min: 0, max: 1, noNaN: true }));
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 50 }), (rows) => {
      // Rounded, so that the cube cannot merge scores that are nearly equal.
      const scores = rows.map(([, s]) => Math.round(s * 1000) / 1000);
      const truth = Int32Array.from(rows, ([t]) => t);
      expect(auroc(truth, binary(scores.map((s) => s ** 3)))).toBe(auroc(truth, binary(scores)));
    }),
  );
});

test('refuses probabilities whose shape is not [rows, classes]', () => {
  expect(() => auroc(Int32Array.of(0, 1), Float64Array.of(0.1, 0.2, 0.3))).toThrow(/E_LENGTH_MISMATCH/);
});
