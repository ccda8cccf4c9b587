import { BitReader } from './huffman.ts';
import { type JpegHeaders, readSegments } from './segments.ts';

/**
 * Decodes a lossless JPEG of one component (ITU-T T.81 annex H, processes 14), 2 to 16 bit.
 *
 * @returns samples, row-major, as 16-bit words
 * @throws if the stream is damaged or ends before the last sample
 */
export function decodeLossless(stream: Uint8Array): Uint16Array {
  const headers = readSegments(stream);
  const { width, height, dc, predictor, pointTransform, restart } = headers;
  if (headers.marker !== 0xc3 || predictor < 1 || predictor > 7)
    throw new Error('not a lossless JPEG stream');
  const out = new Uint16Array(width * height);
  const reader = new BitReader(stream, headers.scan);
  const between = linesBetween(restart, width);
  const first = 1 << (headers.precision - pointTransform - 1);
  for (let y = 0; y < height; y++) {
    const fresh = y === 0 || (between > 0 && y % between === 0);
    if (fresh && y > 0) reader.restart(y / between - 1);
    const row = y * width;
    for (let x = 0; x < width; x++) {
      const i = row + x;
      const predicted = fresh
        ? x === 0
          ? first
          : out[i - 1]!
        : x === 0
          ? out[i - width]!
          : predict(predictor, out[i - 1]!, out[i - width]!, out[i - width - 1]!);
      const bits = reader.symbol(dc);
      // Category 16 has no further bits (H.1.2.2).
      out[i] = predicted + (bits >= 16 ? 32768 : reader.difference(bits));
    }
    reader.check(y, height);
  }
  if (pointTransform > 0) for (let i = 0; i < out.length; i++) out[i] = out[i]! << pointTransform;
  return out;
}

/** Restart intervals are whole lines (H.1.1). */
function linesBetween(restart: JpegHeaders['restart'], width: number): number {
  if (restart % width !== 0) throw new Error('a lossless JPEG stream that restarts within a line');
  return restart / width;
}

/** Table H.1: prediction from left (a), above (b) and above left (c). */
function predict(selection: number, a: number, b: number, c: number): number {
  switch (selection) {
    case 1:
      return a;
    case 2:
      return b;
    case 3:
      return c;
    case 4:
      return a + b - c;
    case 5:
      return a + ((b - c) >> 1);
    case 6:
      return b + ((a - c) >> 1);
    default:
      return (a + b) >> 1;
  }
}
