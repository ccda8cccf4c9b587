import { basename } from 'node:path';
import { MimmxError } from '@mimmx/core';

export interface TypedRecordOptions {
  readonly delimiter?: string | undefined;
  readonly decimal?: string | undefined;
  readonly sheet?: string | undefined;
}

export interface TypedHandler {
  /** Takes the header first, and then each record, in the header's width. */
  take(fields: string[], row: number): void;
  /** Notes a record that cannot be used. */
  count(row: number, reason: string): void;
  /** Bound on the unpacked bytes. */
  readonly most: number;
}

/**
 * Reads a table whose cells have types of their own, as the texts that a CSV of it would have. The readers are loaded
 * when such a file is opened.
 *
 * @throws E_TABLE if the file cannot be read, or an option says how its text would be written
 */
export async function readTyped(
  path: string,
  container: 'xlsx' | 'parquet',
  { delimiter, decimal, sheet }: TypedRecordOptions,
  { take, count, most }: TypedHandler,
): Promise<void> {
  const file = basename(path);
  const useless = Object.entries({ delimiter, decimal, ...(container === 'parquet' ? { sheet } : {}) });
  for (const [name, value] of useless)
    if (value !== undefined)
      throw new MimmxError(
        'E_TABLE',
        `Table ${file} has no ${name}: its cells are typed. Leave the option out.`,
      );
  if (container === 'parquet') {
    const { readParquet } = await import('./parquet.ts');
    return readParquet(path, (names) => take(names, 1), take, most);
  }
  const { readSpreadsheet } = await import('./spreadsheet/index.ts');
  let width: number | null = null;
  await readSpreadsheet(
    path,
    sheet,
    (fields, row, wrong) => {
      if (width === null) {
        while (fields.at(-1)?.trim() === '') fields.pop();
        width = fields.length;
        if (wrong !== null) throw new MimmxError('E_TABLE', `Table ${file}, row ${row}: ${wrong}.`);
        return take(fields, row);
      }
      if (wrong !== null) return count(row, wrong);
      while (fields.length < width) fields.push('');
      // Cells of no text behind the last column are formatting.
      while (fields.length > width && fields.at(-1)!.trim() === '') fields.pop();
      take(fields, row);
    },
    most,
  );
}
