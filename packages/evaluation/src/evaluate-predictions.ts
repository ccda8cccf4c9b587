import type { Random } from '@mimmx/core/contracts';
import { columnsOf, type Reals, requireCodes, requireFinite, requireSameLength } from './input-checks.ts';
import {
  aurocStatistic,
  bootstrap,
  clustersOf,
  type Interval,
  percentileInterval,
  stratifiedMean,
} from './intervals/index.ts';
import {
  accuracy,
  auprc,
  auroc,
  balancedAccuracy,
  type CodedFactor,
  ece,
  f1,
  type GroupCodes,
  type GroupRow,
  gap,
  groupCodes,
  groupTable,
  predictedClasses,
  worstGroupAccuracy,
} from './metrics/index.ts';

/** What a method predicted for the rows of one shift. */
export interface Predictions {
  /** True class of the primary task, [rows]. */
  readonly y: Int32Array;
  /** Probabilities of y, row-major [rows, classes]. */
  readonly probabilities: Reals;
  /** The categorical confounders; groups are made of y and these unless `groups` is given. */
  readonly z?: readonly CodedFactor[];
  readonly groups?: GroupCodes;
  /** Names of the classes of y, for the names of the groups; 0, 1, … if absent. */
  readonly labels?: readonly string[];
  /** Patient of each row, [rows]; every row is a patient of its own if absent. */
  readonly patients?: Int32Array;
  readonly random: Random;
  /** Bootstrap resamples. */
  readonly replicates?: number;
  /** Coverage of the intervals. */
  readonly level?: number;
}

/** One shift of `summary.json`. All but the counts are fractions; NaN (null in JSON) where not defined. */
export interface ShiftSummary {
  readonly rows: number;
  readonly patients: number;
  readonly accuracy: number;
  readonly balancedAccuracy: number;
  readonly auroc: number;
  readonly auprc: number;
  readonly f1: number;
  readonly ece: number;
  readonly worstGroupAccuracy: number;
  /** Best less worst group. */
  readonly gap: number;
  readonly intervals: {
    readonly accuracy: Interval;
    readonly balancedAccuracy: Interval;
    readonly auroc: Interval;
    readonly worstGroupAccuracy: Interval;
  };
  readonly perGroup: readonly GroupRow[];
  /** `worstGroupAccuracy` is over the groups seen; those possible but not seen are unknown. */
  readonly groups: { readonly possible: number; readonly seen: number; readonly rowsWithoutGroup: number };
}

/**
 * Everything the record keeps of one method on one shift: the metrics, their bootstrap intervals by patient, and the
 * per-group table.
 *
 * @throws `E_LENGTH_MISMATCH`, `E_EMPTY`, `E_BAD_CLASS`, `E_NOT_FINITE`
 *
 * @example
 * evaluatePredictions({ y, probabilities, z: [{ name: 'z1', codes, labels: ['thin', 'thick'] }], random });
 */
export function evaluatePredictions(input: Predictions): ShiftSummary {
  const { y, probabilities, random, replicates = 1000, level = 0.95 } = input;
  const rows = y.length;
  const classes = columnsOf('probabilities', probabilities, rows);
  requireFinite('probabilities', probabilities, classes);
  requireCodes('y', y, classes);
  const labels = input.labels ?? Array.from({ length: classes }, (_, c) => String(c));
  const groups = input.groups ?? groupCodes([{ name: 'y', codes: y, labels }, ...(input.z ?? [])]);
  requireSameLength('groups', groups.codes.length, 'y', rows);
  const clusters = clustersOf(input.patients, rows);

  const predicted = predictedClasses(probabilities, rows);
  const hits = Uint8Array.from(y, (truth, row) => (truth === predicted[row] ? 1 : 0));
  const perGroup = groupTable(y, predicted, groups);
  const resampled = bootstrap(
    [
      stratifiedMean(hits, new Int32Array(rows), 1, 'mean', clusters),
      stratifiedMean(hits, y, classes, 'mean', clusters),
      aurocStatistic(y, probabilities, clusters),
      stratifiedMean(hits, groups.codes, groups.labels.length, 'minimum', clusters),
    ],
    clusters.count,
    { random, replicates },
  );
  const interval = (statistic: number) => percentileInterval(resampled[statistic]!, level);

  return {
    rows,
    patients: clusters.count,
    accuracy: accuracy(y, predicted),
    balancedAccuracy: balancedAccuracy(y, predicted, classes),
    auroc: auroc(y, probabilities),
    auprc: auprc(y, probabilities),
    f1: f1(y, predicted, classes),
    ece: ece(y, probabilities),
    worstGroupAccuracy: worstGroupAccuracy(perGroup),
    gap: gap(perGroup),
    intervals: {
      accuracy: interval(0),
      balancedAccuracy: interval(1),
      auroc: interval(2),
      worstGroupAccuracy: interval(3),
    },
    perGroup,
    groups: {
      possible: groups.possible,
      seen: perGroup.filter(({ n }) => n > 0).length,
      rowsWithoutGroup: groups.codes.filter((group) => group < 0).length,
    },
  };
}
