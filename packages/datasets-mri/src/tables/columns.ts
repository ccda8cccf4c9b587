import type { Column } from '@mimmx/core';

/** A column whose row i is row `rows[i]` of another, or missing where that is −1. */
export function takeRows(column: Column, rows: Int32Array): Column {
  if (column.kind === 'categorical')
    return { ...column, codes: rows.map((row) => (row < 0 ? -1 : column.codes[row]!)) };
  return {
    ...column,
    values: Float64Array.from(rows, (row) => (row < 0 ? Number.NaN : column.values[row]!)),
  };
}
