/** Bytes that two bytes of a run can stand for. */
const MOST_OF_A_RUN = 128;

/**
 * Decodes one RLE frame (PS3.5 annex G): a header of 16 words, then a segment of PackBits for each byte of a sample,
 * the highest first.
 *
 * @param pixels of the frame
 * @param segments that the image's samples have: bytes of a sample × samples
 * @returns one plane of `pixels` bytes for each segment
 * @throws if a segment is not there or ends before it has filled its plane
 */
export function decodeRle(stream: Uint8Array, pixels: number, segments: number): Uint8Array[] {
  if (stream.length < 64) throw new Error(`an RLE frame of ${stream.length} bytes, without its header of 64`);
  const header = new DataView(stream.buffer, stream.byteOffset, 64);
  const count = header.getUint32(0, true);
  if (count !== segments) throw new Error(`RLE with ${count} segments, where the image needs ${segments}`);
  const starts = Array.from({ length: segments }, (_, i) => header.getUint32(4 + 4 * i, true));
  const ends = [...starts.slice(1), stream.length];
  for (const [i, start] of starts.entries()) {
    const length = ends[i]! - start;
    if (start < 64 || length < 0 || ends[i]! > stream.length)
      throw new Error(`RLE segment ${i + 1} lies outside`);
    // Before anything is allocated: a few bytes cannot hold millions of pixels.
    if (length * (MOST_OF_A_RUN / 2) < pixels) throw short(i, length * (MOST_OF_A_RUN / 2), pixels);
  }
  return starts.map((start, i) => unpackBits(stream.subarray(start, ends[i]!), pixels, i));
}

const short = (segment: number, found: number, pixels: number): Error =>
  new Error(`RLE segment ${segment + 1} is cut short: at most ${found} of ${pixels} bytes`);

function unpackBits(packed: Uint8Array, size: number, segment: number): Uint8Array {
  const out = new Uint8Array(size);
  let filled = 0;
  let at = 0;
  while (filled < size) {
    if (at >= packed.length) throw short(segment, filled, size);
    const head = packed[at++]!;
    if (head === 128) continue;
    if (head < 128) {
      const take = Math.min(head + 1, size - filled);
      if (at + take > packed.length) throw short(segment, filled + packed.length - at, size);
      out.set(packed.subarray(at, at + take), filled);
      filled += take;
      at += head + 1;
    } else {
      if (at >= packed.length) throw short(segment, filled, size);
      const end = Math.min(filled + 257 - head, size);
      out.fill(packed[at++]!, filled, end);
      filled = end;
    }
  }
  return out;
}
