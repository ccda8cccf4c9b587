import { type Column, MimmxError, option, options, suggest } from '@mimmx/core';
import {
  type ColumnBuilder,
  categoricalColumn,
  inferredColumn,
  isMissingValue,
  numberColumn,
} from '@mimmx/data/files';
import { z } from 'zod';

const specSchema = options({
  from: option(z.string(), { absent: 'the name itself', description: 'Column of the file.' }),
  kind: option(z.enum(['number', 'categorical']), {
    absent: 'found from the values',
    description: '`number` or `categorical`.',
  }),
  labels: option(z.record(z.string(), z.string()), {
    absent: 'the file’s own values',
    description:
      "What each value of the file is called, in the order of the classes: `{ 0: 'F', 1: 'M' }`. Others are errors.",
  }),
  missing: option(z.array(z.string()), {
    default: [],
    description:
      'Values that count as missing besides the usual ones (empty, `n/a`, `NA`, `NaN`, `null`, `none`).',
  }),
  decimal: option(z.enum(['.', ',']), { default: '.', description: 'Mark before decimals.' }),
  unit: option(z.string(), {
    absent: 'as it is in the file',
    description: 'Unit of the numbers, for tables and reports.',
  }),
});
type Spec = z.output<typeof specSchema>;

/** Which columns of a file the table gets, by the name they get there. All, by their own names, if absent. */
export const columnsSchema = z
  .record(
    z.string(),
    z.union([z.string().transform((from): Spec => ({ from, missing: [], decimal: '.' })), specSchema]),
  )
  .optional();
export type ColumnsOption = z.output<typeof columnsSchema>;

/** The columns of a table while its records are read. */
export interface ColumnsBuilder {
  /** Takes the fields of one record, in the header's order. */
  push(fields: readonly string[]): void;
  /** The columns, without those that hold only identifiers or free text. */
  done(): Record<string, Column>;
}

/**
 * @param header of the file
 * @param skip columns that are no columns of the table unless `option` asks for them: ids and paths
 * @param owner the file, for messages
 * @throws E_UNKNOWN_COLUMN if `option` names a column that the file does not have
 */
export function columnsOf(
  header: readonly string[],
  option: ColumnsOption,
  skip: readonly string[],
  owner: string,
): ColumnsBuilder {
  const chosen: [string, Partial<Spec>][] = option
    ? Object.entries(option)
    : header.filter((name) => name !== '' && !skip.includes(name)).map((name) => [name, {}]);
  const columns = chosen.map(([name, spec]) => {
    const from = spec.from ?? name;
    const at = header.indexOf(from);
    if (at < 0)
      throw new MimmxError('E_UNKNOWN_COLUMN', `${owner} has no column "${from}". ${suggest(from, header)}`);
    return { name, at, builder: builderOf(spec, `${owner}, column "${from}"`) };
  });
  return {
    push(fields) {
      for (const { at, builder } of columns) builder.push(fields[at]!);
    },
    done: () =>
      Object.fromEntries(
        columns.flatMap(({ name, builder }) => {
          const column = builder.done();
          return column ? [[name, column]] : [];
        }),
      ),
  };
}

function builderOf(spec: Partial<Spec>, owner: string): ColumnBuilder {
  const { labels, decimal } = spec;
  const missing = new Set(spec.missing);
  const inner = labels
    ? categoricalColumn([...new Set(Object.values(labels))])
    : spec.kind === 'number'
      ? numberColumn(spec.unit)
      : spec.kind === 'categorical'
        ? categoricalColumn()
        : inferredColumn();
  return {
    push(text) {
      let value = missing.has(text) || isMissingValue(text) ? '' : text.trim();
      if (decimal === ',') value = value.replace(',', '.');
      if (labels && value !== '') {
        const label = labels[value];
        if (label === undefined)
          throw new MimmxError(
            'E_COLUMN',
            `${owner}: the value "${value.slice(0, 40)}" has no label. Add it to labels or to missing.`,
          );
        value = label;
      }
      inner.push(value);
    },
    done() {
      const column = inner.done();
      return column?.kind === 'number' && spec.unit ? { ...column, unit: spec.unit } : column;
    },
  };
}

/** A column whose row i is row `rows[i]` of another, or missing where that is −1. */
export function takeRows(column: Column, rows: Int32Array): Column {
  if (column.kind === 'categorical')
    return { ...column, codes: rows.map((row) => (row < 0 ? -1 : column.codes[row]!)) };
  return {
    ...column,
    values: Float64Array.from(rows, (row) => (row < 0 ? Number.NaN : column.values[row]!)),
  };
}
