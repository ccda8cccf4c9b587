import type { Random } from '@mimmx/core';
import {
  auroc,
  bootstrap,
  type Clusters,
  clustersOf,
  percentileInterval,
  type Statistic,
  sampleOf,
  stratifiedMean,
} from '@mimmx/evaluation';

/** A number with its percentile interval over resamples of patients. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface IntervalSettings {
  /** Patient of each row, any code; each row is a patient of its own if absent. */
  readonly patients?: Int32Array | undefined;
  readonly random: Random;
  /** Resamples. */
  readonly replicates?: number;
}

const clustersFor = ({ patients }: IntervalSettings, rows: number): Clusters => clustersOf(patients, rows);

/** Mean of a value per row. */
export function meanWithInterval(values: Float64Array, settings: IntervalSettings): Estimate {
  return differenceOfMeans(values, new Float64Array(values.length), settings);
}

/** Mean of `a` less mean of `b`, row by row on the same patients. */
export function differenceOfMeans(a: Float64Array, b: Float64Array, settings: IntervalSettings): Estimate {
  const clusters = clustersFor(settings, a.length);
  const one = (values: Float64Array): Statistic =>
    stratifiedMean(values, new Int32Array(values.length), 1, 'mean', clusters);
  return estimate(one(a), one(b), clusters, settings);
}

/** Labels and probabilities [rows × classes] of one set of images. */
export interface Judged {
  readonly truth: Int32Array;
  readonly probabilities: Float64Array;
}

/** AUC of `a` less AUC of `b`, both in the same resamples of patients; one against the rest, averaged, for more than two classes. */
export function differenceOfAuc(a: Judged, b: Judged, settings: IntervalSettings): Estimate {
  const clusters = clustersFor(settings, a.truth.length);
  return estimate(aucOf(a, clusters), aucOf(b, clusters), clusters, settings);
}

/** AUC in a resample of patients. */
function aucOf({ truth, probabilities }: Judged, clusters: Clusters): Statistic {
  const sample = sampleOf(truth, probabilities);
  return (draws) => auroc.of(sample.weighted(Float64Array.from(clusters.of, (cluster) => draws[cluster]!)));
}

function estimate(a: Statistic, b: Statistic, { count }: Clusters, settings: IntervalSettings): Estimate {
  const { random, replicates = 1000 } = settings;
  const all = new Int32Array(count).fill(1);
  const [resampled] = bootstrap([(draws) => a(draws) - b(draws)], count, { random, replicates });
  return { value: a(all) - b(all), ...percentileInterval(resampled!, 0.95) };
}
