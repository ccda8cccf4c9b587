import type { Assignment, Table } from '@mimmx/core';
import { MimmxError } from '@mimmx/core';
import { type Groups, groupsOf } from './groups.ts';
import type { ResolvedTask } from './task.ts';

/** Settable factors given to the samples of a set: one code per sample for each factor. */
export interface Assigned {
  readonly factors: readonly string[];
  readonly codes: readonly Int32Array[];
}

/** One split or shift: which images, with which labels. No row occurs twice. */
export interface SampleSet {
  readonly name: string;
  /** Row of the table of each sample. */
  readonly rows: Int32Array;
  /** Class of the primary task. */
  readonly y: Int32Array;
  /** Each confounder: codes (−1 missing), or numbers in their own unit (NaN missing). */
  readonly z: readonly (Int32Array | Float32Array)[];
  readonly assigned?: Assigned;
  /** Patient of each sample, as a code into the table's `patientIds`. */
  readonly patients: Int32Array;
  /** Group of each sample, −1 where a categorical confounder is missing. */
  readonly group: Int32Array;
  readonly groups: Groups;
}

/**
 * A sample set of table rows.
 *
 * @param assigned codes of the settable confounders, which the table does not know; one per row of `rows`
 */
export function makeSamples(
  name: string,
  rows: Int32Array,
  resolved: ResolvedTask,
  table: Table,
  assigned?: Assigned,
): SampleSet {
  const y = rows.map((row) => resolved.y[row] ?? -1);
  const z = resolved.z.map((confounder) => {
    const { values } = confounder;
    if (values === null) {
      const codes = assigned?.codes[assigned.factors.indexOf(confounder.from)];
      if (codes) return codes;
      throw new MimmxError(
        'E_TASK',
        `Settable factor "${confounder.from}" was given no code in set "${name}".`,
      );
    }
    return values instanceof Int32Array
      ? rows.map((row) => values[row] ?? -1)
      : Float32Array.from(rows, (row) => values[row] ?? Number.NaN);
  });
  const groups = groupsOf(resolved.task);
  const categorical = [y, ...z.filter((values) => values instanceof Int32Array)];
  const group = rows.map((_, i) => groups.index(categorical.map((values) => values[i] ?? -1)));
  return {
    name,
    rows,
    y,
    z,
    ...(assigned ? { assigned } : {}),
    patients: rows.map((row) => table.patients[row] ?? -1),
    group,
    groups,
  };
}

/** Settable factors of one sample, as `dataset.image` takes them; undefined if none is settable. */
export function assignmentOf(set: SampleSet, sample: number): Assignment | undefined {
  if (!set.assigned) return undefined;
  const { factors, codes } = set.assigned;
  return Object.fromEntries(factors.map((factor, f) => [factor, codes[f]?.[sample] ?? 0]));
}
