import { type BootstrapSettings, bootstrap, type Interval, percentileInterval } from './bootstrap.ts';
import type { Statistic } from './statistics.ts';

/** Difference of two metrics on the same rows. */
export interface PairedDifference extends Interval {
  /** a − b on the data as they are. */
  readonly difference: number;
  /** Two-sided bootstrap p-value of "no difference", never below 2 / (B + 1). */
  readonly pValue: number;
}

/**
 * Paired bootstrap: both metrics are computed in the same resamples of patients, so what makes a patient hard for
 * both methods cancels (Efron & Tibshirani, 1993, ch. 16; Berg-Kirkpatrick et al., 2012).
 *
 * @example
 * const hitsOf = (predicted: Int32Array) => predicted.map((p, i) => (p === y[i] ? 1 : 0));
 * const one = (predicted: Int32Array) =>
 *   stratifiedMean(hitsOf(predicted), new Int32Array(y.length), 1, 'mean', clusters);
 * pairedDifference(one(mimmx), one(erm), clusters.count, { random });
 */
export function pairedDifference(
  a: Statistic,
  b: Statistic,
  clusters: number,
  settings: BootstrapSettings,
): PairedDifference {
  const all = new Int32Array(clusters).fill(1);
  const difference = a(all) - b(all);
  const resampled = bootstrap([(draws) => a(draws) - b(draws)], clusters, settings)[0]!;
  const pValue = bootstrapPValue(resampled);
  return { difference, pValue, ...percentileInterval(resampled, settings.level) };
}

/** Two-sided p-value of "no difference" from resampled differences, never below 2 / (B + 1). */
export function bootstrapPValue(resampled: Float64Array): number {
  let [below, above, defined] = [0, 0, 0];
  for (const value of resampled) {
    if (Number.isNaN(value)) continue;
    defined++;
    if (value <= 0) below++;
    if (value >= 0) above++;
  }
  return Math.min(1, (2 * (Math.min(below, above) + 1)) / (defined + 1));
}
