import type { Reals } from '../input-checks.ts';
import { sampleOf } from '../measures/sample.ts';
import type { CurvePoint } from './curve-point.ts';

/**
 * (recall, precision) of one class at every distinct threshold, recall rising. Each precision holds back to the recall
 * before it: Σ (Rₙ − Rₙ₋₁) Pₙ is `auprc`, while straight lines between the points would promise too much (Davis &
 * Goadrich, 2006).
 *
 * @param y class of each row
 * @param values probabilities, row-major [rows, classes]
 * @param of the class that is called; 1 if absent
 * @returns no points if the class does not occur
 * @throws `E_LENGTH_MISMATCH`, `E_EMPTY`, `E_BAD_CLASS`, `E_NOT_FINITE`
 *
 * @example
 * precisionRecallCurve(Int32Array.of(0, 1), Float64Array.of(0.8, 0.2, 0.4, 0.6)); // (1, 1), (1, 0.5)
 */
export function precisionRecallCurve(y: Int32Array, values: Reals, of = 1): CurvePoint[] {
  const { order, endsBlock } = sampleOf(y, values).byScore(of);
  const positives = y.reduce((sum, code) => sum + (code === of ? 1 : 0), 0);
  if (positives === 0) return [];
  const points: CurvePoint[] = [];
  let hits = 0;
  for (let i = order.length - 1; i >= 0; i--) {
    if (y[order[i]!] === of) hits++;
    if (i > 0 && endsBlock[i - 1] === 0) continue;
    points.push({ x: hits / positives, y: hits / (order.length - i) });
  }
  return points;
}
