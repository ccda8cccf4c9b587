import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { MimmxError } from '@mimmx/core';
import { type CsvError, parse } from 'csv-parse/sync';

/** A table as it stands in a text file: every cell a string. */
export interface TextTable {
  /** Name of the file, without its folder, for messages. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Line of the file that each row ends on, counted from 1. */
  readonly lines: Int32Array;
}

export type Delimiter = ',' | ';' | '\t';

/** A million rows of UK Biobank-like width. */
const MOST_BYTES = 1 << 30;

/**
 * Reads a CSV or TSV file: UTF-8 with or without a byte-order mark, line ends of any kind, even mixed.
 *
 * @param delimiter absent: the one of comma, semicolon and tab that the first line has most of
 * @throws E_FILE, E_TABLE_SIZE, E_TABLE_ENCODING, E_TABLE_FORMAT (quoting or a row of the wrong length, with its line)
 */
export async function readTextTable(path: string, delimiter?: Delimiter): Promise<TextTable> {
  const name = basename(path);
  const text = decode(await readBounded(path, name), name);
  const firstLine = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  const chosen = delimiter ?? likeliest(firstLine);
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(text, {
      bom: true,
      delimiter: chosen,
      info: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      // BIDS quotes only cells that hold a tab, so a quote inside a cell is text there.
      relax_quotes: chosen === '\t',
      skip_empty_lines: true,
    }) as never;
  } catch (cause) {
    throw new MimmxError('E_TABLE_FORMAT', `${name}: ${(cause as CsvError).message}. Repair that line.`, {
      cause,
    });
  }
  const [head, ...body] = records;
  if (!head) throw new MimmxError('E_TABLE_FORMAT', `${name} is empty; it needs a line of column names.`);
  const columns = head.record.map((column) => column.trim());
  const twice = columns.find((column, at) => columns.indexOf(column) !== at);
  if (twice !== undefined)
    throw new MimmxError('E_TABLE_FORMAT', `${name} has two columns named "${twice}". Rename one.`);
  return {
    name,
    columns,
    rows: body.map(({ record }) => record),
    lines: Int32Array.from(body, ({ info }) => info.lines),
  };
}

async function readBounded(path: string, name: string): Promise<Uint8Array> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      if (size > MOST_BYTES)
        throw new MimmxError(
          'E_TABLE_SIZE',
          `${name} has ${size} bytes; at most ${MOST_BYTES} are read. Split it.`,
        );
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (cause) {
    if (cause instanceof MimmxError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    throw new MimmxError('E_FILE', `The table ${name} cannot be read (${code}). Check its path.`, { cause });
  }
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new MimmxError('E_TABLE_ENCODING', `${name} is not UTF-8. Save it as UTF-8.`, { cause });
  }
}

function likeliest(line: string): Delimiter {
  const count = (mark: Delimiter) => line.split(mark).length;
  const marks: Delimiter[] = ['\t', ';', ','];
  return marks.reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',');
}
