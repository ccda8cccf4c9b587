import { requireSameLength } from '../input-checks.ts';

/**
 * Fraction of rows whose predicted class is the true one.
 *
 * @param truth true class of each row, [rows]
 * @param predicted predicted class of each row, [rows]
 * @throws `E_LENGTH_MISMATCH`, `E_EMPTY`
 *
 * @example
 * accuracy(Int32Array.of(0, 1, 1), Int32Array.of(0, 1, 0)); // 0.667
 */
export function accuracy(truth: Int32Array, predicted: Int32Array): number {
  requireSameLength('predicted', predicted.length, 'truth', truth.length);
  let hits = 0;
  for (let row = 0; row < truth.length; row++) if (truth[row] === predicted[row]) hits++;
  return hits / truth.length;
}
