import { MimmxError, suggest, type Table } from '@mimmx/core';

/** A node with a finite number of values, coded 0 … labels.length − 1. */
export interface CategoricalAttribute {
  readonly name: string;
  readonly kind: 'categorical';
  readonly labels: readonly string[];
}

/** A real-valued node. */
export interface ContinuousAttribute {
  readonly name: string;
  readonly kind: 'continuous';
  readonly unit?: string;
}

export type Attribute = CategoricalAttribute | ContinuousAttribute;

/** The values of several attributes, by name, each [rows]: codes or numbers, NaN where missing. */
export type Attributes = Readonly<Record<string, Float64Array>>;

/** Number of rows that all columns share. @throws E_LENGTH_MISMATCH */
export function rowsOf(attributes: Attributes): number {
  const columns = Object.entries(attributes);
  const rows = columns[0]?.[1].length ?? 0;
  for (const [name, values] of columns) {
    if (values.length !== rows) {
      throw new MimmxError(
        'E_LENGTH_MISMATCH',
        `Attribute "${name}" has ${values.length} rows but "${columns[0]![0]}" has ${rows}. Give one value per row.`,
      );
    }
  }
  return rows;
}

/** The rows of the given numbers, in that order. */
export const takeRows = (attributes: Attributes, rows: ArrayLike<number>): Attributes =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, values]) => [
      name,
      Float64Array.from({ length: rows.length }, (_, i) => values[rows[i]!]!),
    ]),
  );

/**
 * The columns of a table as attributes.
 *
 * @throws E_UNKNOWN_COLUMN if the table lacks one, E_ATTRIBUTE_KIND if a column is of the other kind
 */
export function attributesOf(table: Table, attributes: readonly Attribute[]): Attributes {
  const entries = attributes.map(({ name, kind }) => {
    const column = table.columns[name];
    if (!column) {
      throw new MimmxError(
        'E_UNKNOWN_COLUMN',
        `The table has no column "${name}". ${suggest(name, Object.keys(table.columns))}`,
      );
    }
    if ((column.kind === 'categorical') !== (kind === 'categorical')) {
      throw new MimmxError(
        'E_ATTRIBUTE_KIND',
        `Attribute "${name}" is ${kind}, but its column holds ${column.kind === 'number' ? 'numbers' : 'classes'}. Change its kind.`,
      );
    }
    if (column.kind === 'number') return [name, column.values] as const;
    return [name, Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : code))] as const;
  });
  return Object.fromEntries(entries);
}

/** Refuses codes that an attribute does not have, and infinities. Missing values (NaN) pass. @throws E_BAD_VALUE */
export function requireValues(attribute: Attribute, values: Float64Array): void {
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    const known =
      attribute.kind === 'continuous'
        ? Number.isFinite(value)
        : Number.isInteger(value) && value >= 0 && value < attribute.labels.length;
    if (known) continue;
    const expected =
      attribute.kind === 'continuous'
        ? 'a finite number'
        : `a code from 0 to ${attribute.labels.length - 1} (${attribute.labels.join(', ')})`;
    throw new MimmxError(
      'E_BAD_VALUE',
      `Attribute "${attribute.name}" is ${value} in row ${row}; expected ${expected}, NaN where missing.`,
    );
  }
}
