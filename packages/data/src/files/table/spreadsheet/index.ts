import { basename } from 'node:path';
import { MimmxError, suggest } from '@mimmx/core';
import { readSheet } from './sheet-rows.ts';
import { readWorkbook, type Sheet, type Workbook } from './workbook.ts';
import { openZip, type Zip } from './zip.ts';

/**
 * Reads a sheet of an Excel workbook (.xlsx, ECMA-376) as texts, row by row, as a CSV of it would have them: numbers in
 * their shortest form, dates as `2020-03-01`, `True` and `False`.
 *
 * @param sheet its name; may be absent if only one visible sheet has cells
 * @param onRow is given the texts, the number of the row, and what is wrong with it, if anything
 * @throws E_TABLE if it is no workbook, is damaged, has several sheets and none is named, or has merged rows
 */
export async function readSpreadsheet(
  path: string,
  sheet: string | undefined,
  onRow: (fields: string[], row: number, wrong: string | null) => void,
  most: number,
): Promise<void> {
  const file = basename(path);
  // What the rows' handler throws is its own.
  let thrown: { error: unknown } | undefined;
  try {
    const zip = await openZip(path);
    const book = await readWorkbook(zip);
    const chosen = await choose(zip, book, sheet, file);
    await readSheet(
      zip,
      chosen.file,
      book,
      (fields, row, wrong) => {
        try {
          onRow(fields, row, wrong);
        } catch (error) {
          thrown = { error };
          throw error;
        }
      },
      most,
    );
  } catch (cause) {
    if (thrown) throw thrown.error;
    if (cause instanceof MimmxError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MimmxError('E_TABLE', `Table ${file} cannot be read: ${reason}.`, { cause });
  }
}

async function choose(zip: Zip, book: Workbook, wanted: string | undefined, file: string): Promise<Sheet> {
  const names = book.sheets.map(({ name }) => name);
  if (wanted !== undefined) {
    const found = book.sheets.find(({ name }) => name === wanted);
    if (found) return found;
    throw new MimmxError('E_TABLE', `Table ${file} has no sheet "${wanted}". ${suggest(wanted, names)}`);
  }
  const filled: Sheet[] = [];
  for (const sheet of book.sheets)
    if (!sheet.hidden && (await hasCells(zip, sheet, book))) filled.push(sheet);
  if (filled.length === 1) return filled[0]!;
  if (filled.length === 0)
    throw new MimmxError('E_TABLE', `Table ${file} is empty. It must begin with a line of column names.`);
  const said = filled.map(({ name }) => `"${name}"`).join(', ');
  throw new MimmxError(
    'E_TABLE',
    `Table ${file} has several sheets: ${said}. Name one with the option sheet.`,
  );
}

/** Raised to stop at the first row. */
class Enough extends Error {}

async function hasCells(zip: Zip, { file }: Sheet, book: Workbook): Promise<boolean> {
  try {
    const stop = (): never => {
      throw new Enough();
    };
    await readSheet(zip, file, book, stop, Number.MAX_SAFE_INTEGER);
    return false;
  } catch (error) {
    if (error instanceof Enough) return true;
    throw error;
  }
}
