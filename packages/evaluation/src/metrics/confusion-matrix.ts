import { requireCodes, requireSameLength } from '../input-checks.ts';

/**
 * Counts of (true class, predicted class), row-major [classes, classes]: entry `t * classes + p`.
 *
 * @throws `E_LENGTH_MISMATCH`, `E_EMPTY`, `E_BAD_CLASS`
 */
export function confusionMatrix(truth: Int32Array, predicted: Int32Array, classes: number): Int32Array {
  requireSameLength('predicted', predicted.length, 'truth', truth.length);
  requireCodes('truth', truth, classes);
  requireCodes('predicted', predicted, classes);
  const counts = new Int32Array(classes * classes);
  for (let row = 0; row < truth.length; row++) counts[truth[row]! * classes + predicted[row]!]!++;
  return counts;
}
