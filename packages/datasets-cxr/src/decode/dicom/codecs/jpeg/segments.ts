import { type HuffmanTable, huffmanTable } from './huffman.ts';

/** What the headers before the scan of a one-component JPEG say (ITU-T T.81 annex B). */
export interface JpegHeaders {
  readonly marker: number;
  readonly precision: number;
  readonly width: number;
  readonly height: number;
  readonly quantisation: Uint16Array;
  readonly dc: HuffmanTable;
  readonly ac: HuffmanTable | null;
  /** Of lossless streams: predictor 1 to 7, and bits that were cut off. */
  readonly predictor: number;
  readonly pointTransform: number;
  /** Units between restart markers; 0 for none. */
  readonly restart: number;
  /** First byte of entropy-coded data. */
  readonly scan: number;
}

const FRAMES = new Set([0xc0, 0xc1, 0xc3]);

/** Reads all segments up to the first scan. @throws if one is missing or is cut short */
export function readSegments(bytes: Uint8Array): JpegHeaders {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = new Map<number, HuffmanTable>();
  const quantisations = new Map<number, Uint16Array>();
  let frame: { marker: number; precision: number; height: number; width: number; table: number } | null =
    null;
  let restart = 0;
  let at = 2;
  for (;;) {
    // Any number of fill bytes may stand before a marker (T.81 B.1.1.2).
    while (at < bytes.length && bytes[at] === 0xff && bytes[at + 1] === 0xff) at++;
    if (at + 4 > bytes.length || bytes[at] !== 0xff) throw new Error('the JPEG stream has no scan');
    const marker = bytes[at + 1]!;
    const end = at + 2 + view.getUint16(at + 2);
    const from = at + 4;
    if (end > bytes.length) throw new Error('the JPEG stream ends within its headers');
    if (marker === 0xc4) readTables(bytes, from, end, tables);
    else if (marker === 0xdb) readQuantisation(view, from, end, quantisations);
    else if (marker === 0xdd) restart = view.getUint16(from);
    else if (FRAMES.has(marker)) {
      if (bytes[from + 5] !== 1) throw new Error('a JPEG stream of several components');
      const [height, width] = [view.getUint16(from + 1), view.getUint16(from + 3)];
      frame = { marker, precision: bytes[from]!, height, width, table: bytes[from + 8]! };
    } else if (marker >= 0xc2 && marker <= 0xcf && marker !== 0xc8 && marker !== 0xcc) {
      throw new Error(`a JPEG stream of process ${marker - 0xc0}, which is not read; export it uncompressed`);
    } else if (marker === 0xda) {
      if (!frame || bytes[from] !== 1) throw new Error('the JPEG stream has no frame of one component');
      const selectors = bytes[from + 2]!;
      const dc = tables.get(selectors >> 4);
      const ac = tables.get(16 + (selectors & 15)) ?? null;
      const quantisation = quantisations.get(frame.table) ?? new Uint16Array(64);
      if (!dc || (frame.marker !== 0xc3 && (!ac || !quantisations.has(frame.table))))
        throw new Error('the JPEG stream lacks a table');
      const [predictor, pointTransform] = [bytes[from + 3]!, bytes[from + 5]! & 15];
      return { ...frame, quantisation, dc, ac, predictor, pointTransform, restart, scan: end };
    }
    at = end;
  }
}

function readTables(bytes: Uint8Array, from: number, end: number, into: Map<number, HuffmanTable>): void {
  for (let at = from; at + 17 <= end; ) {
    const counts = bytes.subarray(at + 1, at + 17);
    const symbols = counts.reduce((sum, count) => sum + count, 0);
    if (at + 17 + symbols > end) throw new Error('a Huffman table that is cut short');
    into.set(bytes[at]! & 0x1f, huffmanTable(counts, bytes.subarray(at + 17, at + 17 + symbols)));
    at += 17 + symbols;
  }
}

function readQuantisation(view: DataView, from: number, end: number, into: Map<number, Uint16Array>): void {
  for (let at = from; at < end; ) {
    const [wide, id] = [view.getUint8(at) >> 4 > 0, view.getUint8(at) & 15];
    const size = wide ? 128 : 64;
    if (at + 1 + size > end) throw new Error('a quantisation table that is cut short');
    const read = (i: number) => (wide ? view.getUint16(at + 1 + 2 * i) : view.getUint8(at + 1 + i));
    into.set(
      id,
      Uint16Array.from({ length: 64 }, (_, i) => read(i)),
    );
    at += 1 + size;
  }
}
