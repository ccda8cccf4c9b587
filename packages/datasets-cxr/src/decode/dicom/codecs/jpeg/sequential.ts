import { BitReader, type HuffmanTable } from './huffman.ts';
import { inverseDct } from './inverse-dct.ts';
import { readSegments } from './segments.ts';

/** Place of each coefficient in its block, in the order of the stream (ITU-T T.81 figure A.6). */
const ZIGZAG = Uint8Array.from(
  (
    '0 1 8 16 9 2 3 10 17 24 32 25 18 11 4 5 12 19 26 33 40 48 41 34 27 20 13 6 7 14 21 28 35 42 49 56 57 50 43 36 ' +
    '29 22 15 23 30 37 44 51 58 59 52 45 38 31 39 46 53 60 61 54 47 55 62 63'
  ).split(' '),
  Number,
);

/**
 * Decodes a sequential DCT JPEG of one component (ITU-T T.81 annex F, process 4), 8 or 12 bit. Samples are shifted by
 * half the range (A.3.1: 2048 for 12 bit) and cut to it.
 *
 * @returns samples, row-major, as 16-bit words
 * @throws if the stream is damaged or ends before the last block
 */
export function decodeSequential(stream: Uint8Array): Uint16Array {
  const { marker, width, height, precision, quantisation, dc, ac, restart, scan } = readSegments(stream);
  if (marker === 0xc3 || !ac) throw new Error('not a sequential JPEG stream');
  if (precision !== 8 && precision !== 12)
    throw new Error(`a JPEG stream of ${precision} bits; it has 8 or 12`);
  const out = new Uint16Array(width * height);
  const reader = new BitReader(stream, scan);
  const across = Math.ceil(width / 8);
  const down = Math.ceil(height / 8);
  const block = new Float64Array(64);
  const [half, most] = [2 ** (precision - 1), 2 ** precision - 1];
  let predicted = 0;
  for (let n = 0; n < across * down; n++) {
    if (restart > 0 && n > 0 && n % restart === 0) {
      reader.restart(n / restart - 1);
      predicted = 0;
    }
    predicted = readBlock(reader, dc, ac, quantisation, predicted, block);
    inverseDct(block);
    const [left, top] = [(n % across) * 8, Math.floor(n / across) * 8];
    const [columns, rows] = [Math.min(8, width - left), Math.min(8, height - top)];
    for (let y = 0; y < rows; y++) {
      for (let x = 0; x < columns; x++) {
        const value = Math.round(block[8 * y + x]!) + half;
        out[(top + y) * width + left + x] = Math.min(Math.max(value, 0), most);
      }
    }
    if (left + 8 >= width) reader.check(top, height);
  }
  return out;
}

/** Reads one block, dequantised, in its natural order. @returns its DC coefficient before quantisation */
function readBlock(
  reader: BitReader,
  dc: HuffmanTable,
  ac: HuffmanTable,
  quantisation: Uint16Array,
  predicted: number,
  block: Float64Array,
): number {
  block.fill(0);
  const first = predicted + reader.difference(reader.symbol(dc) & 15);
  block[0] = first * quantisation[0]!;
  for (let k = 1; k < 64; k++) {
    const symbol = reader.symbol(ac);
    const bits = symbol & 15;
    const zeros = symbol >> 4;
    if (bits === 0) {
      if (zeros !== 15) break;
      k += 15;
      continue;
    }
    k += zeros;
    if (k > 63) throw new Error('the JPEG stream is damaged: a block of more than 64 coefficients');
    block[ZIGZAG[k]!] = reader.difference(bits) * quantisation[k]!;
  }
  return first;
}
