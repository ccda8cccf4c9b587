import type { Random } from '@mimmx/core/contracts';
import { evaluateMeasures } from './evaluate-measures.ts';
import type { Reals } from './input-checks.ts';
import { clustersOf, type Interval } from './intervals/index.ts';
import type { CodedFactor, GroupCodes } from './measures/groups.ts';
import { accuracy, auroc, balancedAccuracy, worstGroup } from './measures/index.ts';

/** What a method predicted for the rows of one shift. */
export interface Predictions {
  /** True class of the primary task, [rows]. */
  readonly y: Int32Array;
  /** Probabilities of y, row-major [rows, classes]. */
  readonly probabilities: Reals;
  /** The confounders in classes (or bins); groups are made of y and these unless `groups` is given. */
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

/** Four measures of one shift as fields. All are fractions; NaN (null in JSON) where not defined. */
export interface ShiftSummary {
  readonly rows: number;
  readonly patients: number;
  readonly accuracy: number;
  readonly balancedAccuracy: number;
  readonly auroc: number;
  readonly worstGroupAccuracy: number;
  readonly intervals: {
    readonly accuracy: Interval;
    readonly balancedAccuracy: Interval;
    readonly auroc: Interval;
    readonly worstGroupAccuracy: Interval;
  };
}

/**
 * Four of the measures of {@link evaluateMeasures} as fields, for records of the form before rows.
 *
 * @throws `E_LENGTH_MISMATCH`, `E_EMPTY`, `E_BAD_CLASS`, `E_NOT_FINITE`
 *
 * @example
 * evaluatePredictions({ y, probabilities, z: [{ name: 'z1', codes, labels: ['thin', 'thick'] }], random });
 */
export function evaluatePredictions(input: Predictions): ShiftSummary {
  const { y, probabilities, patients, labels, ...settings } = input;
  const found = evaluateMeasures(
    { set: '', y, values: probabilities, ...(labels === undefined ? {} : { labels }) },
    {
      ...settings,
      ...(patients === undefined ? {} : { patients }),
      measures: [accuracy, balancedAccuracy, auroc, worstGroup(accuracy)],
    },
  );
  const orNaN = (value: number | null): number => value ?? Number.NaN;
  const [all, balanced, area, worst] = found.map(({ value }) => orNaN(value));
  const intervals = found.map(({ low, high }) => ({ low: orNaN(low), high: orNaN(high) }));
  return {
    rows: y.length,
    patients: clustersOf(patients, y.length).count,
    accuracy: all!,
    balancedAccuracy: balanced!,
    auroc: area!,
    worstGroupAccuracy: worst!,
    intervals: {
      accuracy: intervals[0]!,
      balancedAccuracy: intervals[1]!,
      auroc: intervals[2]!,
      worstGroupAccuracy: intervals[3]!,
    },
  };
}
