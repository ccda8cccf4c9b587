import { JpegLsBits } from './bits.ts';
import { createContexts } from './contexts.ts';
import { type JpegLsHeaders, readJpegLs } from './parameters.ts';

/** Exponents of the run lengths (ITU-T T.87 A.2.1). */
const RUNS = Uint8Array.from([
  0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15,
]);

/**
 * Decodes a JPEG-LS stream of one component (ITU-T T.87 annex A), lossless or near-lossless, 2 to 16 bit.
 *
 * @returns samples, row-major, as 16-bit words
 * @throws if the stream is damaged or ends before the last sample
 */
export function decodeJpegLs(stream: Uint8Array): Uint16Array {
  const headers = readJpegLs(stream);
  const { width, height } = headers;
  const bits = new JpegLsBits(stream, headers.scan);
  const contexts = createContexts(headers, bits);
  const gradient = quantiser(headers);
  const out = new Uint16Array(width * height);
  const { near } = headers;
  // A line with one sample before it and one behind; both lines are zero at first.
  let above = new Int32Array(width + 2);
  let line = new Int32Array(width + 2);
  let run = 0;
  for (let y = 0; y < height; y++) {
    above[width + 1] = above[width]!;
    line[0] = above[1]!;
    for (let x = 1; x <= width; ) {
      const [a, b, c, d] = [line[x - 1]!, above[x]!, above[x - 1]!, above[x + 1]!];
      const context = 81 * gradient(d - b) + 9 * gradient(b - c) + gradient(c - a);
      if (context !== 0) {
        line[x++] = contexts.regular(context, a, b, c);
        continue;
      }
      let ended = false;
      while (!ended && bits.read(1) === 1) {
        const length = 1 << RUNS[run]!;
        const end = Math.min(x + length, width + 1);
        if (x + length <= width + 1 && run < 31) run++;
        line.fill(a, x, end);
        x = end;
        ended = x > width;
      }
      if (ended) break;
      const rest = bits.read(RUNS[run]!);
      if (x + rest > width) throw new Error('the JPEG-LS stream is damaged: a run goes beyond its line');
      line.fill(a, x, x + rest);
      x += rest;
      const up = above[x]!;
      line[x++] = contexts.interruption(a, up, Math.abs(a - up) <= near, RUNS[run]!);
      if (run > 0) run--;
    }
    bits.check(y, height);
    out.set(line.subarray(1, width + 1), y * width);
    [above, line] = [line, above];
  }
  return out;
}

/** Class −4 to 4 of a local gradient (A.3.3), looked up. */
function quantiser({ thresholds, near, mostValue }: JpegLsHeaders): (difference: number) => number {
  const [first, second, third] = thresholds;
  const classes = Int8Array.from({ length: 2 * mostValue + 1 }, (_, i) => {
    const difference = i - mostValue;
    const size = Math.abs(difference);
    // Thresholds belong to the higher class on both sides (A.3.3).
    const at = size >= third ? 4 : size >= second ? 3 : size >= first ? 2 : size > near ? 1 : 0;
    return difference < 0 ? -at : at;
  });
  return (difference) => classes[difference + mostValue]!;
}
