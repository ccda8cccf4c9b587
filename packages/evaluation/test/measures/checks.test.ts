import { describe, expect, test } from 'vitest';
import {
  accuracy,
  adjustedAccuracy,
  atThreshold,
  auprc,
  auroc,
  balancedAccuracy,
  brier,
  defineMeasure,
  demographicParityGap,
  ece,
  equalisedOddsGap,
  f1,
  gap,
  logLoss,
  mae,
  minMax,
  precision,
  r2,
  recall,
  rmse,
  sensitivity,
  specificity,
  worstClass,
  worstGroup,
} from '../../src/index.ts';
import { measureChecks } from '../../src/testkit/index.ts';

const plain = [
  [
    accuracy,
    balancedAccuracy,
    adjustedAccuracy,
    auroc,
    auprc,
    f1,
    recall,
    precision,
    sensitivity,
    specificity,
  ],
  [ece, brier, logLoss, equalisedOddsGap, demographicParityGap, mae, rmse, r2],
].flat();
const fitted = { threshold: 0.45, rule: 'max F1', set: 'validation' };
const wrapped = [accuracy, auroc, f1, brier, mae, r2, ece].flatMap((m) => [worstGroup(m), gap(m)]);
const others = [minMax(accuracy), minMax(mae), worstClass(recall), worstClass(precision)];
const all = [...plain, ...wrapped, ...others, atThreshold(sensitivity, fitted), atThreshold(f1, fitted)];

for (const measure of all) {
  describe(measure.name, () => {
    for (const check of measureChecks(measure)) test(check.name, check.run);
  });
}

test('the checks find a measure that ignores weights, one that depends on order, and one the wrong way round', () => {
  const broken = (change: object) => measureChecks(defineMeasure({ ...accuracy, ...change }));
  const failing = (checks: ReturnType<typeof broken>) =>
    checks.flatMap(({ name, run }) => {
      try {
        run();
        return [];
      } catch {
        return [name];
      }
    });
  expect(failing(broken({}))).toEqual([]);
  const unweighted = ({ y, predicted }: { y: ArrayLike<number>; predicted: Int32Array }) =>
    predicted.reduce((sum, p, row) => sum + (p === y[row] ? 1 / predicted.length : 0), 0);
  expect(failing(broken({ of: unweighted }))).toContain('takes a weight as a repetition of the row');
  const first = ({ y, predicted }: { y: ArrayLike<number>; predicted: Int32Array }) =>
    y[0] === predicted[0] ? 1 : 0;
  expect(failing(broken({ of: first }))).toContain('does not depend on the order of the rows');
  expect(failing(broken({ better: 'lower' }))).toContain('is best for perfect predictions');
});
