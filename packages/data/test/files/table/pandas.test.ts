import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Column } from '@mimmx/core';
import { expect, test } from 'vitest';
import { classKey, columnsOf, createQuarantine, readRecords } from '../../../src/files/index.ts';
import { scratch } from '../scratch.ts';

/** The first Python with pandas: the one on the path, or the system's (Debian's python3-pandas). */
const python = ['python3', '/usr/bin/python3'].find((command) => {
  try {
    execFileSync(command, ['-c', 'import pandas'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});
const script = fileURLToPath(new URL('./pandas_tables.py', import.meta.url));
/** A hundred in a few seconds; more by `TABLES=1000`. */
const TABLES = Number(process.env.TABLES ?? 100);
const SEED = Number(process.env.SEED ?? 1);

interface Written {
  readonly file: string;
  readonly decimal: '.' | ',';
  readonly delimiter: string;
  /** As pandas reads the file with the dialect it was written in: numbers, texts, null where missing. */
  readonly columns: Readonly<Record<string, readonly (number | string | null)[]>>;
}

async function read({ file, decimal }: Written): Promise<Readonly<Record<string, Column>>> {
  const quarantine = createQuarantine();
  let builder: ReturnType<typeof columnsOf> | undefined;
  await readRecords(file, { quarantine }, (header) => {
    builder = columnsOf({ header, skip: [], table: { decimal, missing: [] }, owner: 'table' });
    return (fields) => builder?.push(fields);
  });
  expect(quarantine.problems).toEqual([]);
  return builder!.done().columns;
}

test(`${TABLES} tables that pandas wrote in random dialects read as pandas reads them`, async ({ skip }) => {
  if (!python) skip('no Python with pandas was found (Debian: python3-pandas)');
  const folder = join(scratch(), 'tables');
  mkdirSync(folder);
  const tables: Written[] = JSON.parse(
    execFileSync(python!, [script, folder, String(TABLES), String(SEED)], { maxBuffer: 1 << 28 }).toString(),
  );
  expect(tables).toHaveLength(TABLES);
  let compared = 0;
  for (const table of tables) {
    const columns = await read(table);
    for (const [name, expected] of Object.entries(table.columns)) {
      const column = columns[name];
      const where = `${table.file}, ${name}`;
      expect(column, where).toBeDefined();
      const found =
        column!.kind === 'number'
          ? Array.from(column!.values, (value) => (Number.isNaN(value) ? null : value))
          : Array.from(
              column!.codes,
              (code) => (column!.kind === 'categorical' && column!.labels[code]) || null,
            );
      // Classes are compared by the rule of spelling, which pandas does not know; numbers to the last bit.
      const plain = (value: number | string | null | undefined) =>
        value === null || value === undefined
          ? null
          : column!.kind === 'number'
            ? value
            : classKey(String(value));
      expect(found.map(plain), where).toEqual(expected.map(plain));
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(3 * TABLES);
}, 300_000);
