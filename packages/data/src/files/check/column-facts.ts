import type { Column, Table } from '@mimmx/core';

/** What a column holds. */
export interface ColumnFacts {
  readonly name: string;
  readonly kind: Column['kind'];
  readonly missing: number;
  /** How texts were read where that was not plain. */
  readonly notes?: readonly string[];
  /** Classes with their counts, most frequent first, at most 12; absent for numbers. */
  readonly classes?: readonly { readonly label: string; readonly count: number }[];
  /** Classes beyond those shown. */
  readonly moreClasses?: number;
  readonly range?: {
    readonly min: number;
    readonly mean: number;
    readonly max: number;
    readonly unit?: string;
  };
}

const SHOWN = 12;

/** One entry per column, in the table's order. */
export const columnFacts = ({ columns }: Table): ColumnFacts[] =>
  Object.entries(columns).map(([name, column]) => {
    if (column.kind === 'number') {
      const known = column.values.filter((value) => !Number.isNaN(value));
      const range = known.length > 0 ? rangeOf(known, column.unit) : undefined;
      return {
        name,
        kind: 'number',
        missing: column.values.length - known.length,
        ...(column.notes ? { notes: column.notes } : {}),
        ...(range ? { range } : {}),
      };
    }
    const counts = new Array<number>(column.labels.length).fill(0);
    for (const code of column.codes) if (code >= 0) counts[code]!++;
    const classes = column.labels
      .map((label, code) => ({ label, count: counts[code]! }))
      .sort((a, b) => b.count - a.count);
    const missing = column.codes.length - counts.reduce((a, b) => a + b, 0);
    return {
      name,
      kind: 'categorical',
      missing,
      ...(column.notes ? { notes: column.notes } : {}),
      classes: classes.slice(0, SHOWN),
      ...(classes.length > SHOWN ? { moreClasses: classes.length - SHOWN } : {}),
    };
  });

function rangeOf(values: Float64Array, unit: string | undefined) {
  let [min, max, sum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const value of values) {
    min = Math.min(min, value);
    max = Math.max(max, value);
    sum += value;
  }
  return { min, mean: sum / values.length, max, ...(unit === undefined ? {} : { unit }) };
}
