import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createQuarantine, readRecords } from '../../../src/files/index.ts';

const script = fileURLToPath(new URL('./openpyxl_books.py', import.meta.url));

/** The first Python with openpyxl: the one on the path, or the system's (Debian's python3-openpyxl); null if none has. */
export const pythonWithOpenpyxl = (): string | null =>
  ['python3', '/usr/bin/python3'].find(
    (command) => spawnSync(command, ['-c', 'import openpyxl'], { stdio: 'ignore' }).status === 0,
  ) ?? null;

interface Written {
  readonly file: string;
  /** As openpyxl reads them: texts, and numbers where a cell shows one. */
  readonly rows: readonly (readonly (string | number)[])[];
}

/** Has openpyxl write random workbooks, and compares every cell with its own reading of them. */
export async function compareOpenpyxl(
  python: string,
  folder: string,
  seed: number,
  count: number,
): Promise<{ made: number; compared: number; differences: string[] }> {
  const books: Written[] = JSON.parse(
    execFileSync(python, [script, folder, String(count), String(seed)], { maxBuffer: 1 << 30 }).toString(),
  );
  const differences: string[] = [];
  let compared = 0;
  for (const { file, rows } of books) {
    const found = await textsOf(file).catch((error: Error) => error.message);
    if (typeof found === 'string' || found.length !== rows.length) {
      differences.push(
        `${file}: ${typeof found === 'string' ? found : `${found.length} rows of ${rows.length}`}`,
      );
      continue;
    }
    for (const [at, row] of rows.entries())
      for (const [column, wanted] of row.entries()) {
        compared++;
        const text = found[at]![column]!;
        const same = typeof wanted === 'number' ? text !== '' && Number(text) === wanted : text === wanted;
        if (!same) differences.push(`${file}, row ${at}, cell ${column}: ${text}, openpyxl says ${wanted}`);
      }
  }
  return { made: books.length, compared, differences };
}

async function textsOf(file: string): Promise<string[][]> {
  const quarantine = createQuarantine();
  const rows: string[][] = [];
  await readRecords(file, { quarantine }, (header) => {
    rows.push([...header]);
    return (fields) => {
      rows.push([...fields]);
    };
  });
  if (quarantine.count > 0) throw new Error(`a row is refused: ${quarantine.problems[0]!.reason}`);
  return rows;
}
