import { constants, crc32, inflateRawSync } from 'node:zlib';

/** Bytes behind the compressed data: CRC-32 and length. */
const TRAILER = 8;
const FLAG = { crc: 2, extra: 4, name: 8, comment: 16 } as const;

/**
 * What the first member of a gzip file holds, whatever follows it: some writers and copies leave bytes behind the end
 * that are no gzip, which FSL and nibabel ignore.
 *
 * @param most bytes that may come out
 * @returns null if it is damaged too
 */
export function firstMember(bytes: Uint8Array, most: number): Uint8Array | null {
  const start = headerLength(bytes);
  if (start === null) return null;
  try {
    const { buffer, engine } = inflateRawSync(bytes.subarray(start), {
      info: true,
      maxOutputLength: most,
      finishFlush: constants.Z_SYNC_FLUSH,
    }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
    const end = start + engine.bytesWritten;
    if (bytes.length < end + TRAILER) return buffer;
    const trailer = new DataView(bytes.buffer, bytes.byteOffset + end, TRAILER);
    return trailer.getUint32(0, true) === crc32(buffer) ? buffer : null;
  } catch {
    return null;
  }
}

/** Length of a member's header (RFC 1952, 2.3), or null if it is cut. */
function headerLength(bytes: Uint8Array): number | null {
  const flags = bytes[3] ?? 0;
  let at = 10;
  if (flags & FLAG.extra) at += 2 + (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0);
  for (const flag of [FLAG.name, FLAG.comment]) {
    if (!(flags & flag)) continue;
    const end = bytes.indexOf(0, at);
    if (end < 0) return null;
    at = end + 1;
  }
  if (flags & FLAG.crc) at += 2;
  return at < bytes.length ? at : null;
}
