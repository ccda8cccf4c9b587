import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { MimmxError } from '@mimmx/core';

/** What a table is kept in: text (plain or gzip), a workbook of Excel, or Parquet. */
export type Container = 'text' | 'xlsx' | 'parquet';

/** First bytes of what is no table that is read here, and what to do about it. */
const OTHERS: readonly (readonly [start: string, what: string])[] = [
  ['\xd0\xcf\x11\xe0', 'is an old Excel file (.xls), or one with a password. Save it as .xlsx without one'],
  ['ARROW1', 'is an Arrow (Feather) file. Save it as Parquet or CSV'],
  ['SQLite format 3', 'is an SQLite database. Export the table as CSV'],
  ['\x89HDF', 'is an HDF5 file. Export the table as CSV or Parquet'],
  ['<stata_dta>', 'is a Stata file. Export it as CSV'],
  ['$FL2', 'is an SPSS file. Export it as CSV'],
  ['RDX', 'is an R data file. Export the table as CSV'],
  ['%PDF', 'is a PDF. Export the table as CSV'],
  ['<!DOCTYPE html', 'is a web page. Fetch the table itself'],
  ['<html', 'is a web page. Fetch the table itself'],
];
const LOOKED_AT = 64;

/**
 * Finds what a table is kept in by its first bytes, whatever its name says. A file that cannot be opened is taken for
 * text, whose reader says why.
 *
 * @throws E_TABLE for files of programs that are not read here, with what to do
 */
export async function containerOf(path: string): Promise<Container> {
  const start = await firstBytes(path);
  if (start.startsWith('PK\x03\x04')) return 'xlsx';
  if (start.startsWith('PAR1')) return 'parquet';
  const other = OTHERS.find(([mark]) => start.toLowerCase().startsWith(mark.toLowerCase()));
  if (other) throw new MimmxError('E_TABLE', `Table ${basename(path)} ${other[1]}.`);
  return 'text';
}

async function firstBytes(path: string): Promise<string> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(LOOKED_AT), 0, LOOKED_AT, 0);
      return buffer.toString('latin1', 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    return '';
  }
}

/**
 * Whether the cells of a table have types of their own, so that there is no mark to find between fields or before
 * decimals. By the name alone, for messages on options before the file is opened.
 */
export const isTyped = (path: string): boolean => /\.(?:xlsx|xlsm|parquet|pq)$/i.test(path);
