import { defineEstimator, MimmxError, option, options, type Samples } from '@mimmx/core';
import { z } from 'zod';
import { checkPair } from './check.ts';
import { choleskyFactor, logDeterminant, standardised } from './covariance.ts';
import { digamma } from './digamma.ts';

const schema = options({
  corrected: option(z.boolean(), {
    default: true,
    description: 'Take off the bias of log determinants of sample covariances, exact for Gaussian data.',
  }),
});

export type GaussianOptions = z.input<typeof schema>;
type Settings = z.output<typeof schema>;

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
  unit: 'nats',
  options: schema,
  create: (_context, given: Settings) => ({
    form: 'sample',
    measure: (x, y) => gaussianInformation(x, y, given.corrected),
  }),
});

/** The estimate, without its plugin. @throws as `measure` of {@link gaussian} */
export function gaussianInformation(x: Samples, y: Samples, corrected: boolean): number {
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
  const columns = Array.from({ length: d }, (_, c) => c);
  const log = (from: number, to: number) => logDeterminant(choleskyFactor(z, d, columns.slice(from, to)));
  const value = (log(0, x.columns) + log(x.columns, d) - log(0, d)) / 2;
  if (!corrected) return value;
  // E log |S| = log |Σ| + Σᵢ ψ((n − 1 − i) / 2) + d log(2 / (n − 1)), i = 0 … d − 1; the last terms cancel.
  const bias = (width: number) => {
    let sum = 0;
    for (let i = 0; i < width; i++) sum += digamma((rows - 1 - i) / 2);
    return sum;
  };
  return value - (bias(x.columns) + bias(y.columns) - bias(d)) / 2;
}
