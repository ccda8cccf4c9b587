import type { Column } from '@mimmx/core';
import {
  type ColumnsBuilder,
  type ColumnsOption,
  columnsOf,
  indexHeader,
  type Quarantine,
  readRecords,
  type TableOptions,
} from '@mimmx/data/files';

/** A table whose rows are found by a key made of some of its columns. */
export interface KeyedTable {
  readonly columns: Readonly<Record<string, Column>>;
  readonly header: readonly string[];
  /** Row of each key. */
  readonly rows: ReadonlyMap<string, number>;
  /** Line of each row in the file. */
  readonly lines: readonly number[];
}

export interface KeyedTableOptions {
  /** Columns that make the key. Those marked optional may be absent from the file and are then left out of it. */
  readonly key: readonly { readonly column: string; readonly optional?: boolean }[];
  readonly columns?: ColumnsOption;
  readonly table: Pick<TableOptions, 'decimal' | 'missing' | 'delimiter' | 'sheet'>;
  readonly quarantine: Quarantine;
  /** Name of the file in messages. */
  readonly name: string;
}

/** The key of these parts. */
export const keyOf = (...parts: readonly (string | number)[]): string => parts.join('\0');

/**
 * Reads a table. A record whose key was there before is a problem of its line, and the first one stays.
 *
 * @throws E_TABLE, E_MISSING, E_UNKNOWN_COLUMN, E_COLUMN, E_DATA, E_QUARANTINE
 */
export async function readKeyedTable(path: string, options: KeyedTableOptions): Promise<KeyedTable> {
  const { quarantine, name } = options;
  const rows = new Map<string, number>();
  const lines: number[] = [];
  let found: { header: readonly string[]; builder: ColumnsBuilder } | undefined;
  const { table } = options;
  await readRecords(path, { ...table, quarantine }, (header) => {
    const index = indexHeader(path, header);
    const places = options.key
      .map(({ column, optional }) => (optional ? index.optional(column) : index.required(column)))
      .filter((at) => at >= 0);
    const builder = columnsOf({ header, columns: options.columns, skip: places, table, owner: name });
    found = { header, builder };
    return (fields, line) => {
      const key = keyOf(...places.map((at) => fields[at]!.trim()));
      if (rows.has(key)) {
        const said = key.replaceAll('\0', ', ').slice(0, 80);
        quarantine.add({ file: name, line, reason: `"${said}" was there before` });
        return;
      }
      rows.set(key, lines.length);
      lines.push(line);
      builder.push(fields);
    };
  });
  return { columns: found?.builder.done().columns ?? {}, header: found?.header ?? [], rows, lines };
}
