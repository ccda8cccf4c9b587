import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Column } from '@mimmx/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsOf, createQuarantine, readRecords } from '../../../src/files/index.ts';
import { scratch } from '../scratch.ts';
import { type Dialect, dialect, PLAIN, type RandomTable, randomTable, written } from './random-tables.ts';

const runs = process.env.MIMMX_LONG_TESTS ? 3000 : 120;

const valueAt = (column: Column, row: number): string | number | null =>
  column.kind === 'number'
    ? Number.isNaN(column.values[row]!)
      ? null
      : column.values[row]!
    : (column.labels[column.codes[row]!] ?? null);

/** Every column of a table by its name: what it is of, and the value of each row by its id. */
async function facts(folder: string, table: RandomTable, how: Dialect) {
  const { bytes, ending } = written(table, how);
  const path = join(folder, `t.${ending}`);
  writeFileSync(path, bytes);
  const quarantine = createQuarantine();
  const ids: string[] = [];
  let builder: ReturnType<typeof columnsOf> | undefined;
  await readRecords(path, { quarantine }, (header) => {
    const id = header.findIndex((name) => name.trim().toLowerCase() === 'id');
    builder = columnsOf({ header, skip: [id], table: { missing: [] }, owner: 'table' });
    return (fields) => {
      ids.push(fields[id]!.trim());
      builder!.push(fields);
    };
  });
  expect(quarantine.problems).toEqual([]);
  const entries = Object.entries(builder!.done().columns).map(([name, column]) => {
    const values = Object.fromEntries(ids.map((id, row) => [id, valueAt(column, row)]));
    const { kind } = column;
    return [
      name.trim().toLowerCase(),
      kind === 'number' ? { kind, values } : { kind, labels: column.labels, values },
    ];
  });
  return Object.fromEntries(entries);
}

test(`of ${runs} random tables neither the order of rows and columns nor the dialect changes a value`, async () => {
  const folder = scratch();
  await fc.assert(
    fc.asyncProperty(
      randomTable.chain((table) =>
        fc.tuple(
          fc.constant(table),
          fc.shuffledSubarray([...table.rows], { minLength: table.rows.length }),
          fc.shuffledSubarray(
            table.header.map((_, i) => i),
            { minLength: table.header.length },
          ),
          dialect,
        ),
      ),
      async ([table, rows, order, how]) => {
        const moved = (fields: readonly never[]) => order.map((at) => fields[at]!);
        const other = {
          header: moved(table.header as never[]),
          rows: rows.map((row) => moved(row as never[])),
        };
        expect(await facts(folder, other, how)).toEqual(await facts(folder, table, PLAIN));
      },
    ),
    { numRuns: runs, ...(process.env.MIMMX_LONG_TESTS ? {} : { seed: 15 }) },
  );
}, 900_000);
