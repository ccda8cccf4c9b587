import { type Factor, MimmxError } from '@mimmx/core';
import type { Cell, Controlling } from './cells.ts';
import { type Groups, groupName, groupsOf } from './groups.ts';
import { observedCodes, type ResolvedTask } from './resolved-task.ts';

/**
 * The rows of a pool by stratum: class of y and of each observed controlled confounder, numbered as groups are. A row
 * with a missing class is in none.
 */
export interface Strata {
  readonly groups: Groups;
  /** The observed controlled confounders, which the groups have after y. */
  readonly z: readonly Factor[];
  readonly rows: ReadonlyMap<number, readonly number[]>;
}

/** Sorts a pool into its strata. */
export function stratify(
  pool: Int32Array,
  { task, y }: ResolvedTask,
  observed: Controlling['controlled'],
): Strata {
  const confounders = observed.map(({ confounder }) => confounder);
  const z = confounders.map(({ factor }) => factor);
  const groups = groupsOf({ y: task.y, z });
  const columns = [y, ...observedCodes(confounders).map(({ codes }) => codes)];
  const rows = new Map<number, number[]>();
  for (const row of pool) {
    const stratum = groups.index(columns.map((codes) => codes[row] ?? -1));
    if (stratum < 0) continue;
    const own = rows.get(stratum);
    if (own) own.push(row);
    else rows.set(stratum, [row]);
  }
  return { groups, z, rows };
}

/** Cells that draw on the rows of one stratum: they differ in settable confounders only. */
export interface Demand {
  readonly stratum: number;
  readonly cells: readonly Cell[];
  /** Samples of all of them. */
  readonly count: number;
}

/** What cells ask of each stratum, in the order of the cells. */
export function demands({ groups }: Strata, cells: readonly Cell[]): Demand[] {
  const found = new Map<number, Cell[]>();
  for (const cell of cells) {
    const stratum = groups.index([cell.y, ...cell.codes.slice(0, groups.factors.length - 1)]);
    found.set(stratum, [...(found.get(stratum) ?? []), cell]);
  }
  return [...found].map(([stratum, own]) => ({
    stratum,
    cells: own,
    count: own.reduce((sum, { count }) => sum + count, 0),
  }));
}

/** Says that a set needs rows of a stratum that has none, and which confounder to merge for it. */
export function emptyStratum(
  name: string,
  poolSize: number,
  { groups, z, rows }: Strata,
  stratum: number,
): MimmxError {
  const codes = groups.codes(stratum);
  // Leaving one confounder out joins this stratum with its neighbours along it: name one that fills it.
  const filling = codes.flatMap((_, at) =>
    at > 0 &&
    [...rows.keys()].some((other) => groups.codes(other).every((code, i) => i === at || code === codes[i]))
      ? [at]
      : [],
  );
  const having = (at: number): number =>
    [...rows].reduce(
      (sum, [other, own]) => sum + (groups.codes(other)[at] === codes[at] ? own.length : 0),
      0,
    );
  // Of several the one whose class is the rarest: it is what is scarce.
  const scarcest = filling.sort((a, b) => having(a) - having(b))[0] ?? 0;
  const remedy =
    scarcest > 0
      ? remedyFor(z[scarcest - 1]!, groups.factors[scarcest]!.classes)
      : 'Merge classes, or control fewer confounders in this set.';
  return new MimmxError(
    'E_EMPTY_CELL',
    `Set "${name}" needs images with ${groupName(groups, stratum)}, and none of its ${poolSize} images has that. ${remedy}`,
  );
}

function remedyFor({ name, kind }: Factor, classes: number): string {
  if (classes === 2) {
    const other = kind === 'categorical' ? 'draw its classes wider' : 'cut it elsewhere (cuts: […])';
    return `Leave "${name}" natural in this set, or ${other}.`;
  }
  const fewer = kind === 'categorical' ? 'Merge classes' : 'Ask for fewer bins';
  return `${fewer} of "${name}", or leave it natural in this set.`;
}
