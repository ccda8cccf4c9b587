import { isUtf8 } from 'node:buffer';
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { isMimmxError, MimmxError } from '@mimmx/core';
import { CsvError, parse } from 'csv-parse';
import type { Quarantine } from '../quarantine.ts';
import { containerOf } from './container.ts';
import { findDelimiter } from './dialect.ts';
import { type Start, skipLine } from './skip-line.ts';
import { readTyped } from './typed-records.ts';

export interface RecordOptions {
  /** Found in the table if absent ({@link findDelimiter}). */
  readonly delimiter?: string | undefined;
  /** Only to refuse it where cells have types of their own (.xlsx, .parquet). */
  readonly decimal?: string | undefined;
  /** Sheet of an .xlsx; may be absent if only one has cells. */
  readonly sheet?: string | undefined;
  /** Bound on the (unpacked) size. Default 8 GiB. */
  readonly maxBytes?: number;
  /** Takes the records that cannot be used: wrong number of fields, bad quoting, not UTF-8. */
  readonly quarantine: Quarantine;
}

/** Handles one record. The fields are in the header's order. `line` (or row of a sheet) counts from 1, the header's. */
export type OnRecord = (fields: readonly string[], line: number) => void;

/** Bound on the unpacked size of a table if none is given. */
const MOST = 8 * 2 ** 30;
const MOST_BYTES_OF_A_RECORD = 1 << 20;
/** A table with more lines of bad quoting is not a table. Each costs a pass over what comes before it. */
const MOST_BAD_QUOTES = 100;
/** If most of so many records cannot be used, the file is not read to its end. */
const MANY = 10_000;
/** A packed table of more than {@link LARGE} bytes that grows by more than this factor holds nothing but repetition. */
const DENSEST = 200;
const LARGE = 72 << 20;

/**
 * Reads a table record by record: a sheet of an .xlsx, Parquet, or in constant memory CSV or TSV, plain or gzip, with or
 * without a byte order mark, with any mixture of line ends. A line of bad quoting is left out alone: reading goes on at the next line. In a table
 * separated by tabs a quote inside a field is a character like any other (`3" coil`), as BIDS tables have them, and a
 * field ends with its line.
 *
 * @param begin is given the header and returns what handles the records
 * @returns the number of records below the header, usable or not
 * @throws E_MISSING, E_TABLE (empty, header used twice, gzip damaged, too large, most records of the wrong length), and
 *   what `begin`, the handler and the quarantine throw
 */
export async function readRecords(
  path: string,
  options: RecordOptions,
  begin: (header: readonly string[]) => OnRecord,
): Promise<number> {
  const { quarantine } = options;
  const file = basename(path);
  let header: readonly string[] | null = null;
  let handle: OnRecord | null = null;
  let records = 0;
  let unusable = 0;
  const refuse = (line: number, reason: string): void => {
    unusable++;
    if (unusable > MANY && 2 * unusable > records)
      throw new MimmxError(
        'E_TABLE',
        `Table ${file}: ${unusable} of its first ${records} lines cannot be used (line ${line}: ${reason}). Check its delimiter.`,
      );
    quarantine.add({ file, line, reason });
  };
  const take = (fields: string[], line: number, suspicious: boolean): void => {
    if (handle === null || header === null) {
      header = fields.map((name) => name.normalize('NFC').trim());
      handle = begin(distinct(header, file));
      return;
    }
    records++;
    if (fields.length !== header.length) refuse(line, `${fields.length} fields instead of ${header.length}`);
    else if (suspicious && fields.some((field) => field.includes('\ufffd'))) refuse(line, 'not UTF-8');
    else handle(fields, line);
  };

  const container = await containerOf(path);
  if (container !== 'text') {
    await readTyped(path, container, options, {
      take: (fields, line) => take(fields, line, false),
      count: (line, reason) => {
        records++;
        refuse(line, reason);
      },
      most: options.maxBytes ?? MOST,
    });
    if (header === null) throw empty(file);
    return records;
  }
  if (options.sheet !== undefined)
    throw new MimmxError('E_TABLE', `Table ${file} has no sheets. Leave the option sheet out.`);
  const delimiter = options.delimiter ?? (await findDelimiter(path));
  const dialect = { ...options, delimiter };
  let bad = await pass(path, dialect, null, take);
  for (let count = 1; bad !== null; count++) {
    if (header === null)
      throw new MimmxError('E_TABLE', `Table ${file}: bad quoting in its header. Mend it.`);
    if (count > MOST_BAD_QUOTES) {
      throw new MimmxError(
        'E_TABLE',
        `Table ${file}: bad quoting in ${count} lines. Check its delimiter and quotes.`,
      );
    }
    records++;
    bad = await pass(path, dialect, bad, take);
  }
  if (header === null) throw empty(file);
  return records;
}

const empty = (file: string): MimmxError =>
  new MimmxError('E_TABLE', `Table ${file} is empty. It must begin with a line of column names.`);

/**
 * Reads a table from a place on, after the bad line that stands there.
 *
 * @returns where the next line of bad quoting stands, or null at the end
 */
async function pass(
  path: string,
  options: RecordOptions & { readonly delimiter: string },
  bad: Start | null,
  take: (fields: string[], line: number, suspicious: boolean) => void,
): Promise<Start | null> {
  const file = basename(path);
  const packed = path.endsWith('.gz');
  const { delimiter } = options;
  const tabs = delimiter === '\t';
  let base: Start = { bytes: 0, lines: 0 };
  let last: Start = base;
  let suspicious = false;
  const most = options.maxBytes ?? MOST;
  const dense = packed ? Math.max(LARGE, DENSEST * sizeOf(path)) : most;
  const watch = bounded(Math.min(most, dense), file, (chunk) => {
    if (!isUtf8(chunk)) suspicious = true;
  });
  const skip =
    bad &&
    skipLine(bad, (rest) => {
      base = rest;
      last = rest;
      options.quarantine.add({
        file,
        line: rest.lines,
        reason: 'bad quoting, or a field of more than 1 MiB',
      });
    });
  const parser = parse({
    delimiter,
    relax_quotes: tabs,
    bom: bad === null,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MOST_BYTES_OF_A_RECORD,
    // Handling records here, and keeping none, spares the parser's queue of objects.
    on_record: (fields: string[], context) => {
      if (tabs && fields.some(hasLineBreak)) throw new UnclosedQuote();
      last = { bytes: base.bytes + context.bytes, lines: base.lines + context.lines };
      take(fields, last.lines, suspicious);
      return null;
    },
  });
  parser.resume();
  const source = createReadStream(path, { highWaterMark: 1 << 18 });
  try {
    await pipeline([source, ...(packed ? [createGunzip()] : []), watch, ...(skip ? [skip] : []), parser]);
    return null;
  } catch (error) {
    if (error instanceof CsvError || error instanceof UnclosedQuote) return last;
    throw explained(error, path);
  }
}

/** A quote opens a field and another one, lines later, seems to close it. */
class UnclosedQuote extends Error {}

const hasLineBreak = (field: string): boolean => field.includes('\n') || field.includes('\r');

function distinct(header: readonly string[], file: string): readonly string[] {
  const twice = header.find((name, i) => name !== '' && header.indexOf(name) !== i);
  if (twice === undefined) return header;
  throw new MimmxError(
    'E_TABLE',
    `Table ${file} has two columns "${twice.slice(0, 80)}". Rename one of them.`,
  );
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

function bounded(most: number, file: string, look: (chunk: Buffer) => void): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      seen += chunk.length;
      look(chunk);
      if (seen <= most) return done(null, chunk);
      const advice = 'Split it, or check the file.';
      done(new MimmxError('E_TABLE', `Table ${file} has more than ${most} bytes unpacked. ${advice}`));
    },
  });
}

function explained(error: unknown, path: string): unknown {
  const file = basename(path);
  if (isMimmxError(error) || !(error instanceof Error) || !('code' in error)) return error;
  const code = String(error.code);
  if (code === 'ENOENT') {
    return new MimmxError(
      'E_MISSING',
      `No table ${file}: it was looked for at ${path}. Check the path in the config.`,
      { cause: error },
    );
  }
  const what = code.startsWith('Z_')
    ? `is damaged (gzip: ${code}). Fetch it again.`
    : `cannot be read (${code}).`;
  return new MimmxError('E_TABLE', `Table ${file} ${what}`, { cause: error });
}
