import type { Random } from '@mimmx/core/contracts';
import { MimmxError } from '@mimmx/core/contracts';
import type { Statistic } from './statistics.ts';

/** A percentile interval. Both ends are NaN where the metric is not defined. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface BootstrapSettings {
  readonly random: Random;
  /** Number of resamples B. */
  readonly replicates?: number;
  /** Coverage aimed at. */
  readonly level?: number;
}

/**
 * Values of several statistics in the same B resamples, [statistics][B]. Each resample draws as many clusters
 * (patients) as there are, with replacement, and takes all rows of each (Efron & Tibshirani, 1993, ch. 8; Davison &
 * Hinkley, 1997, §3.8).
 *
 * B = 0 asks for no intervals.
 *
 * @throws `E_BAD_REPLICATES` if B is negative or no whole number
 */
export function bootstrap(
  statistics: readonly Statistic[],
  clusters: number,
  { random, replicates = 1000 }: BootstrapSettings,
): Float64Array[] {
  requireReplicates(replicates);
  const values = statistics.map(() => new Float64Array(replicates));
  eachResample(clusters, { random, replicates }, (draws, b) => {
    for (let s = 0; s < statistics.length; s++) values[s]![b] = statistics[s]!(draws);
  });
  return values;
}

/**
 * Draws the resamples of {@link bootstrap} one after another: cluster c was drawn `draws[c]` times in the b-th.
 *
 * @throws `E_BAD_REPLICATES`
 */
export function eachResample(
  clusters: number,
  { random, replicates = 1000 }: BootstrapSettings,
  visit: (draws: Int32Array, b: number) => void,
): void {
  requireReplicates(replicates);
  const draws = new Int32Array(clusters);
  for (let b = 0; b < replicates; b++) {
    draws.fill(0);
    for (let i = 0; i < clusters; i++) draws[random.integer(clusters)]!++;
    visit(draws, b);
  }
}

/** Refuses a negative or broken number of resamples. */
export function requireReplicates(replicates: number): void {
  if (!Number.isInteger(replicates) || replicates < 0) {
    throw new MimmxError(
      'E_BAD_REPLICATES',
      `replicates is ${replicates}. Give a whole number, 0 for no intervals.`,
    );
  }
}

/** Percentile interval of resampled values; resamples in which the metric is not defined are left out. */
export function percentileInterval(values: Float64Array, level = 0.95): Interval {
  if (!(level > 0 && level < 1)) {
    throw new MimmxError('E_BAD_LEVEL', `level is ${level}. Give a coverage between 0 and 1, such as 0.95.`);
  }
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length === 0) return { low: Number.NaN, high: Number.NaN };
  const tail = (1 - level) / 2;
  return { low: quantile(sorted, tail), high: quantile(sorted, 1 - tail) };
}

/** Linear interpolation between order statistics (Hyndman & Fan, 1996, type 7). */
function quantile(sorted: Float64Array, p: number): number {
  const position = p * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!);
}
