import { defineEstimator, MimmxError, type Samples } from '@mimmx/core';
import { z } from 'zod';
import { option } from '../options.ts';
import { checkPair } from './check.ts';
import { digamma } from './digamma.ts';
import { columnDeviations, columnMeans } from './prepare.ts';

const options = z.strictObject({
  corrected: option(
    z.boolean(),
    true,
    'Take off the bias of log determinants of sample covariances, exact for Gaussian data.',
  ),
});

export type GaussianOptions = z.output<typeof options>;

/**
 * Mutual information of jointly Gaussian variables, −½ Σ log(1 − ρᵢ²) over the canonical correlations (Kay, 1992), as
 * ½ (log |Σₓ| + log |Σᵧ| − log |Σ|). For other variables it is what a Gaussian with the same covariance would have:
 * linear dependence only. x, y: [rows, d]; nats. `measure` throws E_TOO_FEW with fewer rows than columns,
 * E_SINGULAR if columns depend on each other linearly.
 */
export const gaussian = defineEstimator({
  name: 'gaussian',
  summary: 'Canonical correlations: exact for jointly Gaussian variables, linear dependence otherwise.',
  source: 'Kay, Neural Networks 5, 1992; bias: Anderson, Multivariate Statistical Analysis, §7.5',
  bound: 'none',
  accepts: { x: ['continuous'], y: ['continuous'] },
  differentiable: false,
  cost: 'linear',
  unit: 'nats',
  options,
  create: (_context, given: GaussianOptions) => ({
    form: 'sample',
    measure: (x, y) => measure(x, y, given.corrected),
  }),
});

function measure(x: Samples, y: Samples, corrected: boolean): number {
  checkPair('gaussian', x, y);
  const { rows } = x;
  const d = x.columns + y.columns;
  if (rows <= d + 1) {
    throw new MimmxError(
      'E_TOO_FEW',
      `gaussian: ${rows} rows for ${d} columns. Give more than ${d + 1} rows.`,
    );
  }
  const z = standardised(x, y);
  const all = logDeterminant(z, rows, 0, d, d);
  const left = logDeterminant(z, rows, 0, x.columns, d);
  const right = logDeterminant(z, rows, x.columns, d, d);
  const value = (left + right - all) / 2;
  if (!corrected) return value;
  // E log |S| = log |Σ| + Σᵢ ψ((n − 1 − i) / 2) + d log(2 / (n − 1)), i = 0 … d − 1; the last terms cancel.
  const bias = (width: number) => {
    let sum = 0;
    for (let i = 0; i < width; i++) sum += digamma((rows - 1 - i) / 2);
    return sum;
  };
  return value - (bias(x.columns) + bias(y.columns) - bias(d)) / 2;
}

/** Both variables side by side with mean 0 and standard deviation 1, [rows, dx + dy]. */
function standardised(x: Samples, y: Samples): Float64Array {
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

/** Log determinant of the correlation matrix of columns `from … to − 1`, by Cholesky's decomposition. */
function logDeterminant(z: Float64Array, rows: number, from: number, to: number, d: number): number {
  const n = to - from;
  const l = new Float64Array(n * n);
  let log = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let row = 0; row < rows; row++) sum += z[row * d + from + i]! * z[row * d + from + j]!;
      sum /= rows;
      for (let k = 0; k < j; k++) sum -= l[i * n + k]! * l[j * n + k]!;
      if (i === j) {
        if (sum < 1e-12) {
          throw new MimmxError(
            'E_SINGULAR',
            `gaussian: column ${from + i} of [x, y] is a linear function of those before it. Drop it.`,
          );
        }
        l[i * n + i] = Math.sqrt(sum);
        log += Math.log(sum);
      } else l[i * n + j] = sum / l[j * n + j]!;
    }
  }
  return log;
}
