import { apportion, independentTable } from './rounding.ts';
import type { Target } from './target.ts';

/** A target that controls something. */
export type Controlling = Exclude<Target, { kind: 'natural' }>;

/** One combination of y and the controlled confounders, with how many samples it gets. */
export interface Cell {
  readonly y: number;
  /** Codes of the controlled confounders, in the target's order. */
  readonly codes: readonly number[];
  readonly count: number;
}

/**
 * How often each class of y shall occur: `found` as in the pool, `equal`, or shares by class.
 * A full joint table brings its own.
 */
export type Prevalence = 'found' | 'equal' | readonly number[];

/**
 * Whole counts per cell for a set of `total` samples. Given strengths, the joint over several z is their product
 * given y (method.md §2.4), and the counts of y, and of every z_i within each y, are exact to the nearest whole
 * number; a joint table is rounded as it stands. Cells with no sample are left out.
 */
export function countCells(target: Controlling, prevalence: readonly number[], total: number): Cell[] {
  if (target.kind === 'joint') {
    const counts = apportion(
      target.cells.map(({ share }) => share),
      total,
    );
    return target.cells
      .map(({ y, codes }, i) => ({ y, codes, count: counts[i] ?? 0 }))
      .filter(({ count }) => count > 0);
  }
  return apportion(prevalence, total).flatMap((classTotal, y) => {
    let cells: Cell[] = classTotal > 0 ? [{ y, codes: [], count: classTotal }] : [];
    for (const conditional of target.conditionals) {
      const counts = independentTable(
        cells.map(({ count }) => count),
        apportion(conditional[y] ?? [], classTotal),
      );
      cells = cells.flatMap((cell, i) =>
        (counts[i] ?? []).flatMap((count, code) =>
          count > 0 ? [{ y, codes: [...cell.codes, code], count }] : [],
        ),
      );
    }
    return cells;
  });
}
