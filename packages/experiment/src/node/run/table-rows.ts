import { parseCsv, textOfCell } from '@mimmx/data/files';

/** Letters that one record may have before its end is in sight. */
const MOST_LETTERS = 16 * 2 ** 20;

/** Where the last whole record of a text ends; 0 if there is none. A line break within quotes ends nothing. */
function endOfRecords(text: string): number {
  let quoted = false;
  let end = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charCodeAt(at);
    if (letter === 0x22) quoted = !quoted;
    else if (letter === 0x0a && !quoted) end = at + 1;
  }
  return end;
}

/** The records of a table that comes in pieces, header first: a table of any length in bounded memory. */
export async function* csvRecords(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder();
  let rest = '';
  function* whole(text: string): Generator<string[]> {
    for (const cells of parseCsv(text)) yield cells.map(textOfCell);
  }
  for await (const piece of pieces) {
    rest += decoder.decode(piece, { stream: true });
    const end = endOfRecords(rest);
    if (end === 0 && rest.length > MOST_LETTERS) throw new Error('a record does not end');
    yield* whole(rest.slice(0, end));
    rest = rest.slice(end);
  }
  yield* whole(rest);
}

/** A number from 0 to 1 that a name always has (FNV-1a, its bits mixed). */
function placeOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** Rows of which a share is kept when there are too many: always those of the same names, in every method and seed. */
export interface Sample<Row> {
  add(row: Row): void;
  readonly rows: readonly Row[];
  /** 1 as long as all are kept. */
  readonly share: number;
}

/** @param nameOf a row: its patient, or image */
export function createSample<Row>(most: number, nameOf: (row: Row) => string): Sample<Row> {
  let share = 1;
  let rows: Row[] = [];
  const kept = (row: Row) => share === 1 || placeOf(nameOf(row)) < share;
  return {
    add(row) {
      if (!kept(row)) return;
      rows.push(row);
      if (rows.length <= most) return;
      share /= 2;
      rows = rows.filter(kept);
    },
    get rows() {
      return rows;
    },
    get share() {
      return share;
    },
  };
}
