/** What the headers of a one-component JPEG-LS stream say (ITU-T T.87 annex C). */
export interface JpegLsHeaders {
  readonly width: number;
  readonly height: number;
  readonly near: number;
  readonly mostValue: number;
  readonly thresholds: readonly [number, number, number];
  readonly reset: number;
  /** Number of values an error can take, and the bits of it. */
  readonly range: number;
  readonly rangeBits: number;
  /** Longest code. */
  readonly limit: number;
  /** First byte of coded data. */
  readonly scan: number;
}

/** Reads all segments up to the scan. @throws if one is missing, cut short, or of a kind that radiographs do not have */
export function readJpegLs(bytes: Uint8Array): JpegLsHeaders {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let frame: { bits: number; width: number; height: number } | null = null;
  let preset = [0, 0, 0, 0, 0];
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) break;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at++;
      continue;
    }
    const end = at + 2 + view.getUint16(at + 2);
    const from = at + 4;
    if (end > bytes.length) break;
    if (marker === 0xf7) {
      frame = { bits: bytes[from]!, height: view.getUint16(from + 1), width: view.getUint16(from + 3) };
    } else if (marker === 0xf8 && bytes[from] === 1) {
      preset = [0, 1, 2, 3, 4].map((i) => view.getUint16(from + 1 + 2 * i));
    } else if (marker === 0xdd && view.getUint16(from) !== 0) {
      throw new Error('a JPEG-LS stream with restart intervals, which is not read; export it uncompressed');
    } else if (marker === 0xda) {
      if (!frame || bytes[from] !== 1 || bytes[from + 2] !== 0 || bytes[from + 5] !== 0) break;
      return parameters(frame, preset, bytes[from + 3]!, end);
    }
    at = end;
  }
  throw new Error('the JPEG-LS stream ends within its headers');
}

/** Default thresholds: C.2.4.1.1.1; the rest: A.2.1. */
function parameters(
  { bits, width, height }: { bits: number; width: number; height: number },
  [mostGiven, ...given]: readonly number[],
  near: number,
  scan: number,
): JpegLsHeaders {
  const mostValue = mostGiven || 2 ** bits - 1;
  const clamp = (value: number, low: number): number => (value > mostValue || value < low ? low : value);
  const factor =
    mostValue >= 128 ? (Math.min(mostValue, 4095) + 128) >> 8 : Math.floor(256 / (mostValue + 1));
  const usual = (basic: number, least: number): number =>
    mostValue >= 128 ? factor * (basic - least) + least : Math.max(least, Math.floor(basic / factor));
  const wide = (basic: number, least: number, nears: number): number =>
    mostValue >= 128
      ? usual(basic, least) + nears * near
      : Math.max(least, Math.floor(basic / factor) + nears * near);
  const first = given[0] || clamp(wide(3, 2, 3), near + 1);
  const second = given[1] || clamp(wide(7, 3, 5), first);
  const third = given[2] || clamp(wide(21, 4, 7), second);
  const range = Math.floor((mostValue + 2 * near) / (2 * near + 1)) + 1;
  const depth = Math.max(2, Math.ceil(Math.log2(mostValue + 1)));
  return {
    width,
    height,
    near,
    mostValue,
    thresholds: [first, second, third],
    reset: given[3] || 64,
    range,
    rangeBits: Math.ceil(Math.log2(range)),
    limit: 2 * (depth + Math.max(8, depth)),
    scan,
  };
}
