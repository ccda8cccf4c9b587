import { type Clusters, r2Statistic, type Statistic, stratifiedMean } from '../intervals/index.ts';
import { meanOfDefined } from '../measures/measure.ts';
import { largestOf } from '../probes/largest-of.ts';
import type { ProbeTarget } from '../probes/probe.ts';

/** How well judged rows are read, in any resample of their patients: balanced accuracy, or R². */
export function readingStatistic(scores: Float64Array, target: ProbeTarget, clusters: Clusters): Statistic {
  if (target.kind === 'number') return r2Statistic(target.values, scores, clusters);
  const hits = largestOf(scores, target.classes).map((code, i) => (code === target.codes[i] ? 1 : 0));
  return stratifiedMean(hits, target.codes, target.classes, 'mean', clusters);
}

/** The clusters of some of the rows, numbered as in all of them. */
export const clustersAt = ({ of, count }: Clusters, places: Int32Array): Clusters => ({
  of: places.map((place) => of[place]!),
  count,
});

/** Mean over several statistics of those that are defined in a resample. */
export const meanStatistic =
  (statistics: readonly Statistic[]): Statistic =>
  (draws) =>
    meanOfDefined(statistics.map((statistic) => statistic(draws)));
