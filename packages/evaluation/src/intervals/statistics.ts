import { type Reals, requireSameLength } from '../input-checks.ts';
import type { Clusters } from './clusters.ts';

/** Value of a metric in a resample in which cluster c was drawn `draws[c]` times. NaN where it is not defined. */
export type Statistic = (draws: Int32Array) => number;

/**
 * Metrics that are means of a score within strata: accuracy (one stratum), balanced accuracy (`mean` over true
 * classes), worst-group accuracy (`minimum` over groups). A resample costs one addition per pair of cluster and
 * stratum, however many rows a patient has. A stratum that a resample misses is left out of it.
 *
 * @param scores e.g. 1 for a hit and 0 for a miss, [rows]
 * @param strata stratum of each row, [rows]; −1 leaves the row out
 */
export function stratifiedMean(
  scores: ArrayLike<number>,
  strata: Int32Array,
  count: number,
  over: 'mean' | 'minimum',
  clusters: Clusters,
): Statistic {
  requireSameLength('strata', strata.length, 'scores', scores.length);
  const cells = new Map<number, { cluster: number; stratum: number; n: number; sum: number }>();
  for (let row = 0; row < strata.length; row++) {
    const stratum = strata[row]!;
    if (stratum < 0) continue;
    const cluster = clusters.of[row]!;
    const key = cluster * count + stratum;
    const cell = cells.get(key) ?? { cluster, stratum, n: 0, sum: 0 };
    cell.n += 1;
    cell.sum += scores[row]!;
    cells.set(key, cell);
  }
  const list = [...cells.values()];
  const cluster = Int32Array.from(list, (cell) => cell.cluster);
  const stratum = Int32Array.from(list, (cell) => cell.stratum);
  const size = Float64Array.from(list, (cell) => cell.n);
  const sum = Float64Array.from(list, (cell) => cell.sum);
  const n = new Float64Array(count);
  const total = new Float64Array(count);

  return (draws) => {
    n.fill(0);
    total.fill(0);
    for (let i = 0; i < cluster.length; i++) {
      const times = draws[cluster[i]!]!;
      n[stratum[i]!]! += times * size[i]!;
      total[stratum[i]!]! += times * sum[i]!;
    }
    let present = 0;
    let mean = 0;
    let minimum = Number.POSITIVE_INFINITY;
    for (let s = 0; s < count; s++) {
      if (n[s] === 0) continue;
      const value = total[s]! / n[s]!;
      present++;
      mean += value;
      minimum = Math.min(minimum, value);
    }
    if (present === 0) return Number.NaN;
    return over === 'mean' ? mean / present : minimum;
  };
}

/** R² = 1 − Σ(z − ẑ)² / Σ(z − z̄)² of a resample, z̄ being the resample's own mean. */
export function r2Statistic(truth: Reals, predicted: Reals, clusters: Clusters): Statistic {
  requireSameLength('predicted', predicted.length, 'truth', truth.length);
  const sums = new Float64Array(clusters.count * 4);
  for (let row = 0; row < truth.length; row++) {
    const at = clusters.of[row]! * 4;
    const t = truth[row]!;
    sums[at]! += 1;
    sums[at + 1]! += t;
    sums[at + 2]! += t * t;
    sums[at + 3]! += (t - predicted[row]!) ** 2;
  }
  return (draws) => {
    let n = 0;
    let first = 0;
    let second = 0;
    let residual = 0;
    for (let c = 0; c < clusters.count; c++) {
      const times = draws[c]!;
      n += times * sums[c * 4]!;
      first += times * sums[c * 4 + 1]!;
      second += times * sums[c * 4 + 2]!;
      residual += times * sums[c * 4 + 3]!;
    }
    const spread = second - (first * first) / n;
    return spread > 0 ? 1 - residual / spread : Number.NaN;
  };
}
