import type { CategoricalFactor, Factor } from './factor.ts';

/** What cells and groups know of a factor. */
export type CellFactor = Pick<CategoricalFactor, 'name' | 'classes' | 'labels'>;

/** The classes that cells, groups and y-major batches know of a factor: its own, or the bins of its values. */
export function strataOf(factor: Factor): CellFactor {
  if (factor.kind === 'categorical') return factor;
  const labels = factor.bins?.labels ?? ['all'];
  return { name: factor.name, classes: labels.length, labels };
}

/** Whether a confounder parts rows: it has classes, or is a number with bins. */
export const makesCells = (factor: Factor): boolean =>
  factor.kind === 'categorical' || factor.bins !== undefined;

/** Code of a value among the {@link strataOf} a factor: a class itself, the bin of a number; below 0 where it is missing. */
export function stratumOf(factor: Factor, value: number): number {
  if (Number.isNaN(value)) return -1;
  if (factor.kind === 'categorical') return value;
  const edges = factor.bins?.edges ?? [];
  let bin = 0;
  while (bin < edges.length && value >= edges[bin]!) bin++;
  return bin;
}

/** A factor that makes cells, with the code of every row, below 0 where it is missing. */
export interface CellCodes extends CellFactor {
  readonly codes: Int32Array;
}

/**
 * What groups are made of: the factors that make cells, in their order.
 *
 * @param columns codes or numbers of each factor, −1 or NaN where one is missing
 * @example
 * cellCodes(task.z, set.z).map(({ name, codes, labels }) => `${name} = ${labels[codes[0]!]}`);
 */
export const cellCodes = (factors: readonly Factor[], columns: readonly ArrayLike<number>[]): CellCodes[] =>
  factors.flatMap((factor, i) => {
    if (!makesCells(factor)) return [];
    const { name, classes, labels } = strataOf(factor);
    const column = columns[i] ?? [];
    const codes =
      column instanceof Int32Array ? column : Int32Array.from(column, (value) => stratumOf(factor, value));
    return [{ name, classes, labels, codes }];
  });
