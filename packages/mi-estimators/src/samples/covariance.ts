import { MimmxError, type Samples } from '@mimmx/core';
import { columnDeviations, columnMeans } from './prepare.ts';

/** Both variables side by side with mean 0 and standard deviation 1, [rows, dx + dy]. */
export function standardised(x: Samples, y: Samples): Float64Array {
  const d = x.columns + y.columns;
  const z = new Float64Array(x.rows * d);
  for (const [samples, offset] of [
    [x, 0],
    [y, x.columns],
  ] as const) {
    const means = columnMeans(samples);
    const deviations = columnDeviations(samples);
    for (let i = 0; i < samples.values.length; i++) {
      const c = i % samples.columns;
      const row = (i - c) / samples.columns;
      z[row * d + offset + c] = (samples.values[i]! - means[c]!) / deviations[c]!;
    }
  }
  return z;
}

/**
 * Lower triangular L with LLᵀ the covariance of some columns of mean 0, [n, n] (Cholesky).
 *
 * @param z [rows, d], row-major
 * @param columns which of the d
 * @throws E_SINGULAR if one of them is a linear function of those before it
 */
export function choleskyFactor(z: Float64Array, d: number, columns: readonly number[]): Float64Array {
  const n = columns.length;
  const rows = z.length / d;
  const l = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let row = 0; row < rows; row++) sum += z[row * d + columns[i]!]! * z[row * d + columns[j]!]!;
      sum /= rows;
      for (let k = 0; k < j; k++) sum -= l[i * n + k]! * l[j * n + k]!;
      if (i > j) l[i * n + j] = sum / l[j * n + j]!;
      else if (sum > 1e-12) l[i * n + i] = Math.sqrt(sum);
      else {
        throw new MimmxError(
          'E_SINGULAR',
          `gaussian: column ${columns[i]} of [x, y] is a linear function of those before it. Drop it.`,
        );
      }
    }
  }
  return l;
}

/** Log determinant of LLᵀ. */
export function logDeterminant(l: Float64Array): number {
  const n = Math.sqrt(l.length);
  let sum = 0;
  for (let i = 0; i < n; i++) sum += 2 * Math.log(l[i * n + i]!);
  return sum;
}
