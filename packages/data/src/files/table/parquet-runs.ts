import { deltaBinaryUnpack } from 'hyparquet/src/delta.js';

const DAMAGED = 'it is damaged';
/** Values that a run may have beyond those that are left: groups of bits are filled up. */
const SLACK = 1 << 16;
/** Blocks of differences have 128 values and 4 parts as a rule. */
const MOST_PARTS = 1 << 12;

/** What a page's bytes are to be read as. */
export interface PageContent {
  readonly type: string;
  readonly encoding: string | undefined;
  /** Values of the page, missing ones included. */
  readonly count: number;
  readonly repetition: number;
  readonly definition: number;
}

const bitsFor = (most: number): number => 32 - Math.clz32(most);

interface Place {
  readonly bytes: Uint8Array;
  at: number;
}

/**
 * Walks along a page's runs without keeping a value, since the library writes as many as a run says that it has.
 * Apache Parquet, Encodings.md: RLE/bit-packing hybrid, delta encodings.
 *
 * @param levels bytes of the levels of a page of the second version, which stand before what is packed; null for the first
 * @param page unpacked bytes behind them
 * @throws if a run or a text is longer than the page can have
 */
export function checkRuns(
  page: Uint8Array,
  { type, encoding, count, repetition, definition }: PageContent,
  levels: { readonly repetition: Uint8Array; readonly definition: Uint8Array } | null,
): void {
  const place: Place = { bytes: page, at: 0 };
  if (levels) {
    for (const [bytes, most] of [
      [levels.repetition, repetition],
      [levels.definition, definition],
    ] as const)
      if (most > 0) walk({ bytes, at: 0 }, bytes.length, bitsFor(most), count);
  } else {
    for (const most of [repetition, definition]) if (most > 0) prefixed(place, bitsFor(most), count);
  }
  if (encoding === 'RLE') prefixed(place, 1, count);
  else if (encoding === 'PLAIN_DICTIONARY' || encoding === 'RLE_DICTIONARY') {
    if (type === 'BOOLEAN') prefixed(place, 1, count);
    else walk(place, page.length, page[place.at++] ?? 0, count);
  } else if (encoding?.startsWith('DELTA')) checkDifferences(place, encoding, count);
}

/** Runs behind four bytes that say how long they are. */
function prefixed(place: Place, width: number, count: number): void {
  const { bytes } = place;
  if (place.at + 4 > bytes.length) throw new Error(DAMAGED);
  const end = place.at + 4 + new DataView(bytes.buffer, bytes.byteOffset + place.at, 4).getUint32(0, true);
  place.at += 4;
  walk(place, Math.min(end, bytes.length), width, count);
  place.at = end;
}

function walk(place: Place, end: number, width: number, count: number): void {
  if (width > 32) throw new Error(DAMAGED);
  for (let seen = 0; seen < count && place.at < end; ) {
    const header = varInt(place);
    const packed = header % 2 === 1;
    const run = Math.floor(header / 2) * (packed ? 8 : 1);
    if (run > count - seen + SLACK) throw new Error(DAMAGED);
    place.at += packed ? (run * width) / 8 : Math.ceil(width / 8);
    seen += run;
  }
}

function varInt(place: Place): number {
  let value = 0;
  for (let i = 0; i < 5; i++) {
    const byte = place.bytes[place.at++];
    if (byte === undefined) throw new Error(DAMAGED);
    value += (byte & 127) * 128 ** i;
    if (byte < 128) return value;
  }
  throw new Error(DAMAGED);
}

function checkDifferences(place: Place, encoding: string, count: number): void {
  const { bytes, at } = place;
  if (count === 0) return;
  varInt(place);
  if (varInt(place) > MOST_PARTS) throw new Error(DAMAGED);
  if (encoding !== 'DELTA_BYTE_ARRAY') return;
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), offset: at };
  const [prefixes, suffixes] = [new Int32Array(count), new Int32Array(count)];
  deltaBinaryUnpack(reader, count, prefixes);
  deltaBinaryUnpack(reader, count, suffixes);
  // Each text begins as the one before it does, and the rest of all of them stands here.
  let [length, rest] = [0, bytes.length - reader.offset];
  for (let i = 0; i < count; i++) {
    const [shared, own] = [prefixes[i]!, suffixes[i]!];
    if (shared < 0 || shared > length || own < 0 || own > rest) throw new Error(DAMAGED);
    length = shared + own;
    rest -= own;
  }
}
