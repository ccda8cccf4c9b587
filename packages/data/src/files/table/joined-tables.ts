import { basename, resolve } from 'node:path';
import { MimmxError, option, options } from '@mimmx/core';
import { z } from 'zod';
import { classKey, patientKey } from '../../spelling.ts';
import type { Quarantine } from '../quarantine.ts';
import { type ColumnsBuilder, type ColumnsRead, columnsOf } from './chosen-columns.ts';
import { meansMissing } from './missing.ts';
import { columnsSchema, tableFields } from './options.ts';
import { readRecords } from './records.ts';
import { indexHeader } from './required-columns.ts';

/** Further tables whose columns join those of the images, found by patient or by any other column. */
export const joinsSchema = z.array(
  options({
    table: option(z.string(), { description: 'CSV, TSV, .xlsx or Parquet, relative to the config file.' }),
    key: option(z.string(), {
      description: 'Its column that names the patient (or what `match` names).',
    }),
    match: option(z.string(), {
      absent: "the patient's",
      description: 'Column of the table of images that `key` is compared with.',
    }),
    columns: option(columnsSchema, { absent: 'all', description: 'Columns to take.' }),
    delimiter: tableFields.delimiter,
    decimal: tableFields.decimal,
    sheet: tableFields.sheet,
    missing: tableFields.missing,
  }),
);
export type JoinsOption = z.output<typeof joinsSchema>;

/** Further tables, while the records of the first one are read. */
export interface JoinedTables {
  /** Takes the next row: what each table is asked for, in their order. */
  push(names: readonly string[]): void;
  /**
   * All their columns.
   *
   * @param own name and columns of the first table
   * @throws E_TABLE if two tables have a column of one name: one would stand for the other
   */
  done(own: { readonly table: string; readonly columns: ColumnsRead['columns'] }): ColumnsRead;
}

/**
 * Reads further tables. Ids are compared as patients are ({@link patientKey}). A key that was there before is a problem
 * of its line, and the first row stays.
 *
 * @param root folder that paths start from
 * @throws E_TABLE, E_MISSING, E_UNKNOWN_COLUMN, E_DATA, E_QUARANTINE
 */
export async function openJoins(
  joins: JoinsOption,
  root: string,
  quarantine: Quarantine,
): Promise<JoinedTables> {
  const tables: Awaited<ReturnType<typeof openJoin>>[] = [];
  for (const join of joins) tables.push(await openJoin(join, root, quarantine));
  return {
    push(names) {
      tables.forEach((table, i) => {
        table.push(names[i] ?? '');
      });
    },
    done(own) {
      const read = tables.map((table) => table.done());
      requireDistinct([
        own,
        ...read.map(({ columns }, i) => ({ table: basename(joins[i]!.table), columns })),
      ]);
      return {
        columns: Object.fromEntries(read.flatMap(({ columns }) => Object.entries(columns))),
        notes: read.flatMap(({ notes }) => notes),
      };
    },
  };
}

function requireDistinct(tables: readonly { table: string; columns: object }[]): void {
  const first = new Map<string, string>();
  for (const { table, columns } of tables) {
    for (const name of Object.keys(columns)) {
      const other = first.get(classKey(name));
      if (other !== undefined)
        throw new MimmxError(
          'E_TABLE',
          `Table ${table} has a column "${name.slice(0, 60)}", and ${other} has one, too. Say which columns to take of a joined table with its option columns.`,
        );
    }
    for (const name of Object.keys(columns)) first.set(classKey(name), table);
  }
}

async function openJoin(join: JoinsOption[number], root: string, quarantine: Quarantine) {
  const file = basename(join.table);
  const records = new Map<string, readonly string[]>();
  let builder: ColumnsBuilder | undefined;
  let width = 0;
  const { delimiter, decimal, sheet } = join;
  await readRecords(resolve(root, join.table), { quarantine, delimiter, decimal, sheet }, (header) => {
    const key = indexHeader(join.table, header).required(join.key);
    width = header.length;
    builder = columnsOf({ header, columns: join.columns, skip: [key], table: join, owner: file });
    return (fields, line) => {
      const name = patientKey(fields[key]!);
      // What is not known is nobody's, even where both tables say so in one way.
      if (meansMissing(fields[key]!)) return quarantine.add({ file, line, reason: `no "${join.key}"` });
      if (records.has(name))
        return quarantine.add({ file, line, reason: `its "${join.key}" was there before` });
      records.set(name, fields);
    };
  });
  const blank = Array.from({ length: width }, () => '');
  const asked = new Set<string>();
  let [rows, without] = [0, 0];
  return {
    push(name: string) {
      rows++;
      const key = patientKey(name);
      const found = records.get(key);
      if (found) asked.add(key);
      else without++;
      builder?.push(found ?? blank);
    },
    done(): ColumnsRead {
      const read = builder?.done() ?? { columns: {}, notes: [] };
      const unused = records.size - asked.size;
      return {
        columns: read.columns,
        notes: [
          ...read.notes,
          ...(without > 0 ? [`${without} of ${rows} images have no row in ${file}.`] : []),
          ...(unused > 0 ? [`${unused} rows of ${file} belong to no image.`] : []),
        ],
      };
    },
  };
}
