import { MimmxError } from '@mimmx/core';

/**
 * What a spreadsheet would run as a formula. One apostrophe in front makes text of it; where there are some already
 * one is added, too, so that it can be taken away again.
 */
const FORMULA = /^'*[=+\-@\t\r]/;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+|Infinity)(?:e[+-]?\d+)?$/i;

const cellOfText = (text: string): string => (FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text);

/** The text that {@link csvLine} was given, from the cell that {@link parseCsv} reads. For tables of our own. */
export const textOfCell = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;

const field = (value: string | number): string => {
  const text = typeof value === 'string' ? cellOfText(value) : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** One record as RFC 4180 writes it, line break (CRLF) included. Text that looks like a formula is quoted as text. */
export const csvLine = (values: readonly (string | number)[]): string => `${values.map(field).join(',')}\r\n`;

/** Groups lines into pieces of about 64 kB, so that a long table is written in few calls. */
export function* csvFile(
  header: readonly string[],
  rows: Iterable<readonly (string | number)[]>,
): Generator<string> {
  let piece = csvLine(header);
  for (const row of rows) {
    piece += csvLine(row);
    if (piece.length > 65_536) {
      yield piece;
      piece = '';
    }
  }
  yield piece;
}

/** Where an unquoted field ends. */
function nextBreak(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== ',' && text[at] !== '\r' && text[at] !== '\n') at++;
  return at;
}

/**
 * Reads RFC 4180 (either line break): the records as they stand, header included.
 *
 * @throws E_CSV at a quoted field that never ends
 */
export function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let at = 0;
  while (at < text.length) {
    let value = '';
    if (text[at] === '"') {
      for (at++; ; at++) {
        if (at >= text.length) {
          throw new MimmxError(
            'E_CSV',
            `A quoted field of record ${records.length + 1} never ends; the file is cut short.`,
          );
        }
        if (text[at] !== '"') value += text[at];
        else if (text[at + 1] === '"') value += text[at++];
        else break;
      }
      at++;
    } else {
      const end = nextBreak(text, at);
      value = text.slice(at, end);
      at = end;
    }
    record.push(value);
    if (text[at] === ',') {
      at++;
      if (at === text.length) record.push('');
      continue;
    }
    if (text[at] === '\r') at++;
    if (text[at] === '\n') at++;
    records.push(record);
    record = [];
  }
  if (record.length > 0) records.push(record);
  return records;
}
