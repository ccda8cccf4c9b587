import { columnsOf, type Reals, requireCodes } from '../input-checks.ts';
import { predictedClasses } from './predicted-classes.ts';

/**
 * Expected calibration error: Σ over bins of confidence of (rows in bin / rows) · |accuracy − mean confidence|
 * (Guo et al., 2017, eq. 3), with equal-width bins of the probability of the predicted class.
 *
 * @param truth true class of each row, [rows]
 * @param probabilities row-major [rows, classes]
 * @param bins number of bins of [0, 1]; (low, high], so that confidence 1 is in the last
 */
export function ece(truth: Int32Array, probabilities: Reals, bins = 15): number {
  const rows = truth.length;
  const classes = columnsOf('probabilities', probabilities, rows);
  requireCodes('truth', truth, classes);
  const predicted = predictedClasses(probabilities, rows);
  // Σ over a bin of (hit − confidence): its absolute value is the bin's whole contribution.
  const surplus = new Float64Array(bins);
  for (let row = 0; row < rows; row++) {
    const confidence = probabilities[row * classes + predicted[row]!]!;
    const bin = Math.min(bins - 1, Math.max(0, Math.ceil(confidence * bins) - 1));
    surplus[bin]! += (truth[row] === predicted[row] ? 1 : 0) - confidence;
  }
  return surplus.reduce((sum, s) => sum + Math.abs(s), 0) / rows;
}
