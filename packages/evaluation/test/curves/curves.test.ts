import fc from 'fast-check';
import { expect, test } from 'vitest';
import { auprc, auroc, ece, precisionRecallCurve, reliability, rocCurve, sampleOf } from '../../src/index.ts';

/** Rows of two classes with scores on a coarse grid, so that there are ties. */
const rows = fc
  .array(fc.record({ y: fc.integer({ min: 0, max: 1 }), score: fc.integer({ min: 0, max: 8 }) }), {
    minLength: 2,
    maxLength: 40,
  })
  .filter((all) => all.some(({ y }) => y === 0) && all.some(({ y }) => y === 1))
  .map((all) => ({
    y: Int32Array.from(all, ({ y }) => y),
    values: Float64Array.from(all.flatMap(({ score }) => [1 - score / 8, score / 8])),
  }));

test('a curve of four rows, counted by hand', () => {
  const y = Int32Array.of(1, 0, 1, 0);
  const values = Float64Array.of(0.1, 0.9, 0.3, 0.7, 0.4, 0.6, 0.8, 0.2);
  expect(rocCurve(y, values)).toEqual([
    { x: 0, y: 0 },
    { x: 0, y: 0.5 },
    { x: 0.5, y: 0.5 },
    { x: 0.5, y: 1 },
    { x: 1, y: 1 },
  ]);
  expect(precisionRecallCurve(y, values)).toEqual([
    { x: 0.5, y: 1 },
    { x: 0.5, y: 0.5 },
    { x: 1, y: 2 / 3 },
    { x: 1, y: 0.5 },
  ]);
});

test('areas under the curves are AUROC and average precision, with ties too', () => {
  fc.assert(
    fc.property(rows, ({ y, values }) => {
      const roc = rocCurve(y, values);
      const area = roc.slice(1).reduce((sum, p, i) => sum + ((p.x - roc[i]!.x) * (p.y + roc[i]!.y)) / 2, 0);
      expect(area).toBeCloseTo(auroc.of(sampleOf(y, values)), 12);
      const pr = precisionRecallCurve(y, values);
      const steps = pr.reduce((sum, p, i) => sum + (p.x - (pr[i - 1]?.x ?? 0)) * p.y, 0);
      expect(steps).toBeCloseTo(auprc.of(sampleOf(y, values)), 12);
    }),
  );
});

test('distances from the diagonal, weighted by rows, are the calibration error', () => {
  fc.assert(
    fc.property(rows, ({ y, values }) => {
      const bins = reliability(y, values);
      expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(y.length);
      const error =
        bins.reduce((sum, b) => sum + b.count * Math.abs(b.accuracy - b.confidence), 0) / y.length;
      expect(error).toBeCloseTo(ece.of(sampleOf(y, values)), 12);
    }),
  );
});

test('a class without rows on one side has no curve', () => {
  const values = Float64Array.of(0.4, 0.6, 0.2, 0.8);
  expect(rocCurve(Int32Array.of(1, 1), values)).toEqual([]);
  expect(precisionRecallCurve(Int32Array.of(0, 0), values)).toEqual([]);
});
