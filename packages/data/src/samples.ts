import type { Assignment, Table } from '@mimmx/core';
import { cellCodes, MimmxError } from '@mimmx/core';
import { type Groups, groupsOf } from './groups.ts';
import type { ResolvedTask } from './resolved-task.ts';

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
  /** Class of the primary task, or its bin if it is continuous. */
  readonly y: Int32Array;
  /** Value of a continuous primary task, in its own unit. */
  readonly target?: Float32Array;
  /** Each confounder: codes (−1 missing), or numbers in their own unit (NaN missing). */
  readonly z: readonly (Int32Array | Float32Array)[];
  readonly assigned?: Assigned;
  /** Patient of each sample, as a code into the table's `patientIds`. */
  readonly patients: Int32Array;
  /** Group of each sample, −1 where a confounder that makes cells is missing. */
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
  const columns = [y, ...cellCodes(resolved.task.z, z).map(({ codes }) => codes)];
  const group = rows.map((_, i) => groups.index(columns.map((codes) => codes[i] ?? -1)));
  return {
    name,
    rows,
    y,
    ...(resolved.target
      ? { target: Float32Array.from(rows, (row) => resolved.target?.[row] ?? Number.NaN) }
      : {}),
    z,
    ...(assigned ? { assigned } : {}),
    patients: rows.map((row) => table.patients[row] ?? -1),
    group,
    groups,
  };
}

/** The samples at `indices`, in that order, as a set of their own. */
export function subset(set: SampleSet, indices: Int32Array, name = set.name): SampleSet {
  const pick = (values: Int32Array): Int32Array => indices.map((i) => values[i] ?? -1);
  return {
    name,
    rows: pick(set.rows),
    y: pick(set.y),
    ...(set.target ? { target: Float32Array.from(indices, (i) => set.target?.[i] ?? Number.NaN) } : {}),
    z: set.z.map((values) =>
      values instanceof Int32Array
        ? pick(values)
        : Float32Array.from(indices, (i) => values[i] ?? Number.NaN),
    ),
    ...(set.assigned
      ? { assigned: { factors: set.assigned.factors, codes: set.assigned.codes.map(pick) } }
      : {}),
    patients: pick(set.patients),
    group: pick(set.group),
    groups: set.groups,
  };
}

/** Settable factors of one sample, as `dataset.image` takes them; undefined if none is settable. */
export function assignmentOf(set: SampleSet, sample: number): Assignment | undefined {
  if (!set.assigned) return undefined;
  const { factors, codes } = set.assigned;
  return Object.fromEntries(factors.map((factor, f) => [factor, codes[f]?.[sample] ?? 0]));
}
