import type { FrameCodecs } from './frame-codecs.ts';

const SOT = 0xff90;
const EOC = 0xffd9;

/** Bit of a component's depth in SIZ (T.800 A.5.1) that says its samples are signed, and where that byte lies. */
const SIGNED = 128;
const DEPTH = 42;

/**
 * Decodes a JPEG 2000 stream of one component with OpenJPEG, whose integers are exact. OpenJPEG fills what is missing at
 * the end, so the lengths that the stream gives of its tile-parts are checked first.
 *
 * @returns samples, row-major, as bytes or 16-bit words; signed ones sign-extended
 * @throws if a tile-part ends beyond the stream
 */
export async function decodeJpeg2000(
  stream: Uint8Array,
  openJpeg: FrameCodecs['openJpeg'],
): Promise<Uint8Array | Uint16Array> {
  checkTileParts(stream);
  const depth = stream[DEPTH]!;
  if (depth < SIGNED) return openJpeg(stream);
  // The codec cuts negative samples of 8 bits to 0. Called unsigned, the same stream comes out half its range higher.
  const unsigned = stream.slice();
  unsigned[DEPTH] = depth - SIGNED;
  const shifted = await openJpeg(unsigned);
  const half = 2 ** (depth - SIGNED);
  return Uint16Array.from(shifted, (sample) => sample - half);
}

/** ITU-T T.800 A.4.2: each tile-part begins with SOT, which says how long it is; EOC comes after the last. */
function checkTileParts(stream: Uint8Array): void {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const cut = (): Error =>
    new Error(`the compressed stream is cut short: it ends after ${stream.length} bytes`);
  let at = 2;
  while (at + 4 <= stream.length && view.getUint16(at) !== SOT) at += 2 + view.getUint16(at + 2);
  let parts = 0;
  while (at + 12 <= stream.length && view.getUint16(at) === SOT) {
    const length = view.getUint32(at + 6);
    parts++;
    // The last tile-part may leave its length open (0): then only EOC shows that it is whole.
    if (length === 0) {
      if (!endsWithEoc(stream)) throw cut();
      return;
    }
    at += Math.max(length, 12);
  }
  if (parts === 0 || at > stream.length) throw cut();
}

function endsWithEoc(stream: Uint8Array): boolean {
  let end = stream.length;
  while (end > 2 && stream[end - 1] === 0) end--;
  return stream[end - 2] === EOC >> 8 && stream[end - 1] === (EOC & 255);
}

/** Whether the stream's wavelet is the reversible 5-3 (COD, A.6.1): then every value is exact. */
export function isReversible(stream: Uint8Array): boolean {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  for (let at = 2; at + 14 <= stream.length; at += 2 + view.getUint16(at + 2)) {
    if (view.getUint16(at) === 0xff52) return view.getUint8(at + 13) === 1;
    if (view.getUint16(at) === SOT) break;
  }
  return true;
}
