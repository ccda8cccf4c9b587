import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Column } from '@mimmx/core';
import { classKey, columnsOf, createQuarantine, readRecords } from '../../../src/files/index.ts';

const script = fileURLToPath(new URL('./pandas_tables.py', import.meta.url));

/** The first Python with pandas: the one on the path, or the system's (Debian's python3-pandas); null if none has. */
export function pythonWithPandas(): string | null {
  const found = ['python3', '/usr/bin/python3'].find((command) => {
    try {
      execFileSync(command, ['-c', 'import pandas'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });
  return found ?? null;
}

interface Written {
  readonly file: string;
  readonly decimal: '.' | ',';
  readonly delimiter: string;
  /** As pandas reads the file with the dialect it was written in: numbers, texts, null where missing. */
  readonly columns: Readonly<Record<string, readonly (number | string | null)[]>>;
}

/** Has pandas write tables in random dialects, and compares every column with its own reading of them. */
export async function comparePandas(
  python: string,
  folder: string,
  seed: number,
  count: number,
): Promise<{ made: number; compared: number; differences: string[] }> {
  const tables: Written[] = JSON.parse(
    execFileSync(python, [script, folder, String(count), String(seed)], { maxBuffer: 1 << 28 }).toString(),
  );
  const differences: string[] = [];
  let compared = 0;
  for (const table of tables) {
    const columns = await read(table).catch((error: Error) => error.message);
    for (const [name, expected] of Object.entries(table.columns)) {
      const found = typeof columns === 'string' ? columns : differenceOf(columns[name], expected);
      if (found) differences.push(`${table.file}, ${name}: ${found}`);
      compared++;
    }
  }
  return { made: tables.length, compared, differences };
}

async function read({ file, decimal }: Written): Promise<Readonly<Record<string, Column>>> {
  const quarantine = createQuarantine();
  let builder: ReturnType<typeof columnsOf> | undefined;
  const typed = /\.xlsx$/.test(file);
  await readRecords(file, { quarantine }, (header) => {
    builder = columnsOf({
      header,
      skip: [],
      table: { ...(typed ? {} : { decimal }), missing: [] },
      owner: 'table',
    });
    return (fields) => builder?.push(fields);
  });
  if (quarantine.count > 0) throw new Error(`a row is refused: ${quarantine.problems[0]!.reason}`);
  return builder!.done().columns;
}

/** Classes are compared by the rule of spelling, which pandas does not know; numbers to the last bit. */
function differenceOf(
  column: Column | undefined,
  expected: readonly (number | string | null)[],
): string | null {
  if (!column) return 'not kept';
  for (const [row, value] of expected.entries()) {
    const wanted = value === null ? null : column.kind === 'number' ? value : classKey(String(value));
    const found =
      column.kind === 'number'
        ? Number.isNaN(column.values[row]!)
          ? null
          : column.values[row]
        : column.codes[row]! < 0
          ? null
          : classKey(column.labels[column.codes[row]!]!);
    if (found !== wanted) return `row ${row} is ${found}, pandas says ${wanted}`;
  }
  return null;
}
