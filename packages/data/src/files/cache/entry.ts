import { crc32 } from 'node:zlib';
import type { Pixels } from '../decoder.ts';
import { bytesOf, bytesPerPixel, pixelKind, pixelsOf } from '../pixels.ts';

/** One image as the cache keeps it. */
export interface CachedImage {
  readonly pixels: Pixels;
  readonly shape: readonly number[];
}

/** Bytes of a key: a truncated SHA-256, so that nothing of a file's name can be read from it. */
export const KEY_BYTES = 16;
const MAGIC = 0x4d584331;
const HEADER = 64;
const MAX_RANK = 6;
const CRC_AT = 60;

/**
 * An entry is a header of 64 bytes and the pixels: magic, key, element kind, rank, shape, length and a CRC-32 of all
 * the rest. Little-endian throughout.
 */
export function encodeEntry(key: Uint8Array, image: CachedImage): Uint8Array {
  const bytes = bytesOf(image.pixels);
  const entry = new Uint8Array(HEADER + bytes.length);
  const view = new DataView(entry.buffer);
  view.setUint32(0, MAGIC, true);
  entry.set(key.subarray(0, KEY_BYTES), 4);
  view.setUint8(20, pixelKind(image.pixels));
  view.setUint8(21, image.shape.length);
  for (const [i, side] of image.shape.entries()) view.setUint32(24 + 4 * i, side, true);
  view.setUint32(48, bytes.length, true);
  entry.set(bytes, HEADER);
  view.setUint32(CRC_AT, checksum(entry), true);
  return entry;
}

const checksum = (entry: Uint8Array): number =>
  crc32(entry.subarray(HEADER), crc32(entry.subarray(0, CRC_AT)));

/** The image of an entry, or null if the bytes are damaged or belong to another key. The pixels are a view. */
export function decodeEntry(entry: Uint8Array, key: Uint8Array): CachedImage | null {
  if (entry.length < HEADER) return null;
  const view = new DataView(entry.buffer, entry.byteOffset, entry.length);
  const rank = view.getUint8(21);
  if (view.getUint32(0, true) !== MAGIC || rank > MAX_RANK) return null;
  for (let i = 0; i < KEY_BYTES; i++) if (entry[4 + i] !== key[i]) return null;
  if (view.getUint32(48, true) !== entry.length - HEADER) return null;
  if (view.getUint32(CRC_AT, true) !== checksum(entry)) return null;
  const shape = Array.from({ length: rank }, (_, i) => view.getUint32(24 + 4 * i, true));
  const kind = view.getUint8(20);
  const expected = shape.reduce((a, b) => a * b, bytesPerPixel(kind));
  if (expected !== entry.length - HEADER) return null;
  return { pixels: pixelsOf(entry.subarray(HEADER), kind), shape };
}
