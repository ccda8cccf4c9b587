import { solvePositiveDefinite } from './cholesky.ts';
import type { Matrix } from './standardise.ts';

/**
 * Ridge regression in closed form, w = (XᵀX + λI)⁻¹ Xᵀ(z − z̄) (Hoerl & Kennard, 1970), with X standardised and so the
 * intercept z̄.
 *
 * @param fit standardised features to fit on, [rows, columns]
 * @param z value of each of those rows
 * @param judge standardised features to predict
 * @param penalty λ
 * @returns predictions for `judge`
 */
export function ridge(fit: Matrix, z: Float64Array, judge: Matrix, penalty = 1): Float64Array {
  const { rows, columns } = fit;
  const mean = z.reduce((a, b) => a + b, 0) / rows;
  const gram = new Float64Array(columns * columns);
  const right = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    for (let a = 0; a < columns; a++) {
      const xa = fit.values[row * columns + a]!;
      right[a]! += xa * (z[row]! - mean);
      for (let b = 0; b <= a; b++) gram[a * columns + b]! += xa * fit.values[row * columns + b]!;
    }
  }
  for (let a = 0; a < columns; a++) gram[a * columns + a]! += penalty;
  const w = solvePositiveDefinite(gram, right);
  return Float64Array.from({ length: judge.rows }, (_, row) => {
    let sum = mean;
    for (let a = 0; a < columns; a++) sum += w[a]! * judge.values[row * columns + a]!;
    return sum;
  });
}
