import type { Reals } from '../input-checks.ts';
import { sampleOf } from '../measures/sample.ts';
import type { CurvePoint } from './curve-point.ts';

/**
 * Receiver operating characteristic of one class against the others: (1 − specificity, sensitivity) at every distinct
 * threshold, from (0, 0), where nothing is called, to (1, 1). Rows of equal score are called together, so that the
 * area under its straight lines is `auroc` (Fawcett, 2006, alg. 1).
 *
 * @param y class of each row
 * @param values probabilities, row-major [rows, classes]
 * @param of the class that is called; 1 if absent
 * @returns no points if the class has no positives or no negatives
 * @throws `E_LENGTH_MISMATCH`, `E_EMPTY`, `E_BAD_CLASS`, `E_NOT_FINITE`
 *
 * @example
 * rocCurve(Int32Array.of(0, 1), Float64Array.of(0.8, 0.2, 0.4, 0.6)); // (0, 0), (0, 1), (1, 1)
 */
export function rocCurve(y: Int32Array, values: Reals, of = 1): CurvePoint[] {
  const { order, endsBlock } = sampleOf(y, values).byScore(of);
  const positives = y.reduce((sum, code) => sum + (code === of ? 1 : 0), 0);
  const negatives = y.length - positives;
  if (positives === 0 || negatives === 0) return [];
  const points: CurvePoint[] = [{ x: 0, y: 0 }];
  let truePositives = 0;
  let falsePositives = 0;
  for (let i = order.length - 1; i >= 0; i--) {
    if (y[order[i]!] === of) truePositives++;
    else falsePositives++;
    if (i > 0 && endsBlock[i - 1] === 0) continue;
    points.push({ x: falsePositives / negatives, y: truePositives / positives });
  }
  return points;
}
