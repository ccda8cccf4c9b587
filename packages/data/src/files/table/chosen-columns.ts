import type { Column } from '@mimmx/core';
import { MimmxError, suggest } from '@mimmx/core';
import { classKey } from '../../spelling.ts';
import { classColumn } from './class-column.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { isTyped } from './container.ts';
import { inferredColumn } from './inferred-column.ts';
import { isMissingValue } from './missing.ts';
import { numbersOf } from './number-column.ts';
import { type ColumnSpec, type ColumnsOption, missingTest, type TableOptions } from './options.ts';
import { indexHeader } from './required-columns.ts';

/** The columns of a table while its records are read. */
export interface ColumnsBuilder {
  /** Takes the fields of one record, in the header's order. */
  push(fields: readonly string[]): void;
  done(): ColumnsRead;
}

export interface ColumnsRead {
  readonly columns: Readonly<Record<string, Column>>;
  /** Columns that were not kept, and why, in sentences. */
  readonly notes: readonly string[];
}

export interface ColumnsOfOptions {
  readonly header: readonly string[];
  readonly columns?: ColumnsOption;
  /** Whether columns that `columns` does not name are kept too; all are if there is no such option. */
  readonly others?: boolean;
  /** Places of columns that hold ids and paths: no columns of the table unless `columns` asks for them. */
  readonly skip: readonly number[];
  readonly table: Pick<TableOptions, 'decimal' | 'missing'>;
  /** The file, for messages. */
  readonly owner: string;
}

/**
 * Makes columns of a file's columns, as the options say.
 *
 * @throws E_UNKNOWN_COLUMN or E_TABLE if an option names a column that the file does not have, or has twice
 */
export function columnsOf({ header, columns, others, skip, table, owner }: ColumnsOfOptions): ColumnsBuilder {
  const index = indexHeader(owner, header);
  const named = Object.entries(columns ?? {}).map(([name, spec]) => {
    const from = spec.from ?? name;
    const at = index.optional(from);
    if (at < 0) throw unknownColumn(owner, from, header);
    return { name, at, spec };
  });
  const taken = new Set(named.map(({ at }) => at));
  const rest = header.flatMap((name, at) =>
    (columns === undefined || others) && name !== '' && !skip.includes(at) && !taken.has(at)
      ? [{ name, at, spec: undefined }]
      : [],
  );
  const inFileOrder = [...named, ...rest].sort((a, b) => (others ? a.at - b.at : 0));
  const built = inFileOrder.map(({ name, at, spec }) => ({
    name,
    at,
    builder: builderOf(spec, table, owner, `${owner}, column "${(spec?.from ?? name).slice(0, 60)}"`),
  }));
  return {
    push(fields) {
      for (const { at, builder } of built) builder.push(fields[at] ?? '');
    },
    done() {
      const made = built.map(({ name, builder }) => ({ name, column: builder.done(), why: builder.why }));
      return {
        columns: Object.fromEntries(made.flatMap(({ name, column }) => (column ? [[name, column]] : []))),
        notes: made.flatMap(({ name, column, why }) =>
          column ? [] : [`Column "${name}" is not kept: ${why ?? 'it has no use'}.`],
        ),
      };
    },
  };
}

function builderOf(
  spec: ColumnSpec | undefined,
  table: ColumnsOfOptions['table'],
  file: string,
  owner: string,
): ColumnBuilder {
  const missing = missingTest(table.missing, spec?.missing ?? []);
  const reading = { decimal: spec?.decimal ?? table.decimal, ...(missing ? { missing } : {}) };
  const { labels, kind, unit, exact = false } = spec ?? {};
  if (spec?.decimal !== undefined && isTyped(file))
    throw new MimmxError(
      'E_COLUMN',
      `${owner} has no decimal mark: its cells are typed. Leave the option out.`,
    );
  if (labels) return labelledColumn(labels, missing, exact, owner);
  if (kind === 'categorical' || exact) return classColumn({ exact, ...(missing ? { missing } : {}) });
  if (kind === 'number') return numbersOf({ ...reading, ...(unit === undefined ? {} : { unit }) });
  const inner = inferredColumn(reading);
  if (unit === undefined) return inner;
  return {
    push: inner.push,
    done() {
      const column = inner.done();
      return column?.kind === 'number' ? { ...column, unit } : column;
    },
    get why() {
      return inner.why;
    },
  };
}

/** Classes by the names that the option gives them; a label wins over a text's usual meaning of missing. */
function labelledColumn(
  labels: Readonly<Record<string, string>>,
  missing: ((text: string) => boolean) | undefined,
  exact: boolean,
  owner: string,
): ColumnBuilder {
  const keyOf = exact ? (text: string) => text : classKey;
  const named = new Map(Object.entries(labels).map(([text, label]) => [keyOf(text), label]));
  const inner = classColumn({ labels: [...new Set(Object.values(labels))], exact: true });
  return {
    push(text) {
      const label = named.get(keyOf(text));
      if (label === undefined && !isMissingValue(text) && !missing?.(text))
        throw new MimmxError(
          'E_COLUMN',
          `${owner}: the value "${text.slice(0, 40)}" has no label. Add it to labels or to missing.`,
        );
      inner.push(label ?? '');
    },
    done: inner.done,
  };
}

function unknownColumn(owner: string, name: string, header: readonly string[]): MimmxError {
  const known = header.slice(0, 60).map((column) => column.slice(0, 60));
  return new MimmxError('E_UNKNOWN_COLUMN', `${owner} has no column "${name}". ${suggest(name, known)}`);
}
