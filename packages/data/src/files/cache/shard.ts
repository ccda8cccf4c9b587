import { closeSync, fstatSync, readSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { PRIVATE } from '../atomic-write.ts';
import { openShard } from './open-shard.ts';

/** Where one entry lies in a shard. */
export interface Place {
  /** First six bytes of the entry's key, as a number: enough to find it, the entry itself proves it. */
  readonly tag: number;
  readonly offset: number;
  readonly length: number;
}

const MAGIC = 0x4d585331;
const TRAILER = 16;
const PLACE = 16;
/** Images of one shard; the index of as many is read in one piece. */
const MOST = 2 ** 22;

/** First six bytes of a key as an exact number. */
export const tagOf = (key: Uint8Array): number =>
  Buffer.from(key.buffer, key.byteOffset, key.byteLength).readUIntBE(0, 6);

/**
 * Writes entries aside and renames them into place, so that a shard is whole or absent. A shard is never changed
 * afterwards, and so needs no lock between processes.
 */
export async function writeShard(path: string, entries: ReadonlyMap<number, Uint8Array>): Promise<Place[]> {
  const aside = `${path}.partial`;
  const places: Place[] = [];
  let offset = 0;
  for (const [tag, entry] of entries) {
    places.push({ tag, offset, length: entry.length });
    offset += entry.length;
  }
  const index = Buffer.alloc(places.length * PLACE + TRAILER);
  for (const [i, place] of places.entries()) {
    index.writeUIntBE(place.tag, i * PLACE, 6);
    index.writeUInt32LE(place.offset, i * PLACE + 8);
    index.writeUInt32LE(place.length, i * PLACE + 12);
  }
  const end = places.length * PLACE;
  index.writeUInt32LE(places.length, end);
  index.writeUInt32LE(offset, end + 4);
  index.writeUInt32LE(crc32(index.subarray(0, end + 8)), end + 8);
  index.writeUInt32LE(MAGIC, end + 12);
  try {
    const file = await open(aside, 'wx', PRIVATE.file);
    try {
      for (const entry of entries.values()) await file.writeFile(entry);
      await file.writeFile(index);
    } finally {
      await file.close();
    }
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true }).catch(() => {});
    throw error;
  }
  return places;
}

/** The index of a shard, or null if the file is damaged. */
export function readPlaces(path: string): Place[] | null {
  const fd = openShard(path);
  if (fd === null) return null;
  try {
    const { size } = fstatSync(fd);
    const trailer = Buffer.alloc(TRAILER);
    if (size < TRAILER || readSync(fd, trailer, 0, TRAILER, size - TRAILER) !== TRAILER) return null;
    const count = trailer.readUInt32LE(0);
    const start = trailer.readUInt32LE(4);
    if (trailer.readUInt32LE(12) !== MAGIC || count > MOST || start + count * PLACE + TRAILER !== size)
      return null;
    const index = Buffer.alloc(count * PLACE + 8);
    readSync(fd, index, 0, index.length, start);
    if (crc32(index) !== trailer.readUInt32LE(8)) return null;
    return Array.from({ length: count }, (_, i) => ({
      tag: index.readUIntBE(i * PLACE, 6),
      offset: index.readUInt32LE(i * PLACE + 8),
      length: index.readUInt32LE(i * PLACE + 12),
    })).filter(({ offset, length }) => offset + length <= start);
  } finally {
    closeSync(fd);
  }
}
