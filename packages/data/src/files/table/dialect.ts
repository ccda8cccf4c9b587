import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { constants, gunzipSync } from 'node:zlib';
import { MimmxError } from '@mimmx/core';

/** Marks that may stand between the fields of a table. */
export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** Bytes and records at the beginning of a table that are looked at. */
const LOOKED_AT = 1 << 16;
const MOST_RECORDS = 100;
/** The ending's delimiter is the right one if it divides at least this share of the first records as the header. */
const CONVINCING = 0.5;

/**
 * The delimiter of a table: the one that divides its first records into as many fields as its header, at least two.
 * What the name's ending says (tab for `.tsv`, else comma) is taken if it fits, or if nothing does.
 *
 * @throws E_MISSING, E_TABLE (big-endian UTF-16)
 */
export async function findDelimiter(path: string): Promise<Delimiter> {
  const plain = path.replace(/\.gz$/, '');
  const usual = plain.endsWith('.tsv') || plain.endsWith('.tab') ? '\t' : ',';
  const text = await beginning(path);
  const shares = DELIMITERS.map((delimiter) => ({ delimiter, share: fitting(text, delimiter) }));
  if (shares.some(({ delimiter, share }) => delimiter === usual && share >= CONVINCING)) return usual;
  const best = shares.reduce((a, b) => (b.share > a.share ? b : a));
  return best.share > 0 ? best.delimiter : usual;
}

async function beginning(path: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    const file = await open(path);
    try {
      const buffer = Buffer.alloc(LOOKED_AT);
      bytes = buffer.subarray(0, (await file.read(buffer, 0, LOOKED_AT, 0)).bytesRead);
    } finally {
      await file.close();
    }
    if (path.endsWith('.gz'))
      bytes = gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, LOOKED_AT);
  } catch {
    // Whoever reads the table says what is wrong with it.
    return '';
  }
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    throw new MimmxError('E_TABLE', `Table ${basename(path)} is in big-endian UTF-16. Save it as UTF-8.`);
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(utf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}

/** Share of the first records that have as many fields as the first, or 0 if that has one. */
function fitting(text: string, delimiter: string): number {
  const counts = fieldCounts(text, delimiter);
  const [header = 1, ...records] = counts;
  if (header < 2) return 0;
  if (records.length === 0) return 1;
  return records.filter((count) => count === header).length / records.length;
}

/** Number of fields of each record; the last, which may be cut, is left out unless it is the only one. */
function fieldCounts(text: string, delimiter: string): number[] {
  const counts: number[] = [];
  let fields = 1;
  let start = true;
  let quoted = false;
  let empty = true;
  for (let at = 0; at < text.length && counts.length <= MOST_RECORDS; at++) {
    const letter = text[at]!;
    if (quoted) {
      if (letter === '"') quoted = false;
      continue;
    }
    if (letter === '\n' || letter === '\r') {
      if (!empty) counts.push(fields);
      [fields, start, empty] = [1, true, true];
      continue;
    }
    empty = false;
    if (letter === '"' && start) quoted = true;
    start = letter === delimiter;
    if (start) fields++;
  }
  if (counts.length === 0 || (!empty && text.length < LOOKED_AT / 4 && !quoted)) counts.push(fields);
  return counts;
}
