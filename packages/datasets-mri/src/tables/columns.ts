import { type Column, MimmxError, suggest } from '@mimmx/core';
import { z } from 'zod';

const specSchema = z.strictObject({
  /** Column of the file; the name itself if absent. */
  from: z.string().optional(),
  /** `number` or `categorical`; found from the values if absent. */
  kind: z.enum(['number', 'categorical']).optional(),
  /** What each value of the file is called: `{ 0: 'F', 1: 'M' }`. Other values are errors. */
  labels: z.record(z.string(), z.string()).optional(),
  /** Values that count as missing, besides empty, `n/a`, `NA`, `NaN`, `null` and `none`. */
  missing: z.array(z.string()).optional(),
  /** Mark before decimals. */
  decimal: z.enum(['.', ',']).optional(),
  unit: z.string().optional(),
});
type Spec = z.output<typeof specSchema>;

const columnSchema = z.union([z.string().transform((from): Spec => ({ from })), specSchema]);

/** Which columns of the file the table gets, by the name they get there. All of them, by their own names, if absent. */
export const columnsSchema = z.record(z.string(), columnSchema).optional();
export type ColumnsOption = z.output<typeof columnsSchema>;

const MISSING = new Set(['', 'n/a', 'na', 'nan', 'null', 'none']);
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Cells as a column: numbers if every known cell is one, else classes in alphabetical order (or in the order of
 * `labels`).
 *
 * @param owner file and column, for messages
 * @throws E_COLUMN a cell that the specification does not allow, with the value
 */
export function columnOf(cells: readonly string[], spec: Spec, owner: string): Column {
  const missing = spec.missing?.length ? new Set([...MISSING, ...spec.missing.map(fold)]) : MISSING;
  const known = cells.map((cell) => (missing.has(fold(cell)) ? null : cell.trim()));
  if (spec.labels) return labelled(known, spec.labels, owner);
  const numeric = (cell: string) => NUMBER.test(spec.decimal === ',' ? cell.replace(',', '.') : cell);
  const kind =
    spec.kind ??
    (known.some((cell) => cell !== null) && known.every((cell) => cell === null || numeric(cell))
      ? 'number'
      : 'categorical');
  if (kind === 'categorical') {
    const labels = [...new Set(known.filter((cell) => cell !== null))].sort();
    return coded(known, labels);
  }
  const values = Float64Array.from(known, (cell) => {
    if (cell === null) return Number.NaN;
    if (numeric(cell)) return Number(spec.decimal === ',' ? cell.replace(',', '.') : cell);
    throw new MimmxError(
      'E_COLUMN',
      `${owner}: "${cell}" is not a number. Add it to missing, or make the column categorical.`,
    );
  });
  return { kind: 'number', values, ...(spec.unit ? { unit: spec.unit } : {}) };
}

const fold = (cell: string): string => cell.trim().toLowerCase();

function labelled(
  known: readonly (string | null)[],
  names: Readonly<Record<string, string>>,
  owner: string,
): Column {
  const labels = [...new Set(Object.values(names))];
  const codes = new Map(Object.entries(names).map(([value, label]) => [value, labels.indexOf(label)]));
  return {
    kind: 'categorical',
    labels,
    codes: Int32Array.from(known, (cell) => {
      if (cell === null) return -1;
      const code = codes.get(cell);
      if (code !== undefined) return code;
      throw new MimmxError(
        'E_COLUMN',
        `${owner}: the value "${cell}" has no label. ${suggest(cell, Object.keys(names))} Add it to labels or to missing.`,
      );
    }),
  };
}

function coded(known: readonly (string | null)[], labels: readonly string[]): Column {
  const codes = new Map(labels.map((label, code) => [label, code]));
  return {
    kind: 'categorical',
    labels,
    codes: Int32Array.from(known, (cell) => (cell === null ? -1 : codes.get(cell)!)),
  };
}

/** The columns of a table from its cells by name, as `option` asks. @throws E_UNKNOWN_COLUMN, E_COLUMN */
export function columnsOf(
  names: readonly string[],
  cellsOf: (column: string) => readonly string[],
  option: ColumnsOption,
  owner: string,
): Record<string, Column> {
  const specs: [string, Spec][] = option
    ? Object.entries(option).map(([name, spec]) => [name, spec])
    : names.map((name) => [name, {}]);
  return Object.fromEntries(
    specs.map(([name, spec]) => {
      const from = spec.from ?? name;
      if (!names.includes(from))
        throw new MimmxError(
          'E_UNKNOWN_COLUMN',
          `${owner} has no column "${from}". ${suggest(from, names)} Its columns: ${names.join(', ')}.`,
        );
      return [name, columnOf(cellsOf(from), spec, `${owner}, column "${from}"`)];
    }),
  );
}

/** A column with row i taken from row `rows[i]`, or missing where that is −1. */
export function takeRows(column: Column, rows: Int32Array): Column {
  if (column.kind === 'categorical')
    return { ...column, codes: Int32Array.from(rows, (row) => (row < 0 ? -1 : column.codes[row]!)) };
  return {
    ...column,
    values: Float64Array.from(rows, (row) => (row < 0 ? Number.NaN : column.values[row]!)),
  };
}
