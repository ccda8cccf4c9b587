import { createHash, randomUUID } from 'node:crypto';
import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeSpace, whyNoCache } from './cache-folder.ts';
import { type CachedImage, decodeEntry, encodeEntry } from './entry.ts';
import { makeRoom } from './evict.ts';
import { createPlaces } from './places.ts';
import { type Place, readPlaces, tagOf, writeShard } from './shard.ts';
import { createShardFiles } from './shard-files.ts';

export interface CacheOptions {
  /** Made if absent. May be shared by data sets and by processes. */
  readonly folder: string;
  /** Bound on everything below `folder`. Default 20 GiB. */
  readonly maxBytes?: number;
  /** Bytes gathered before a shard is written. Default 32 MiB. */
  readonly shardBytes?: number;
}

/** Decoded and preprocessed images on disk, found by key. Never throws: a cache that cannot be used is a slow one. */
export interface ImageCache {
  /** The image, or null if it is absent or damaged (it is then to be put again). */
  get(key: Uint8Array): CachedImage | null;
  put(key: Uint8Array, image: CachedImage): void;
  /** Writes what is gathered. */
  flush(): Promise<void>;
  close(): Promise<void>;
  /** Entries and shards found damaged so far. */
  readonly damaged: number;
  /** Why nothing more is written (disk full, bound reached), or null. */
  readonly stopped: string | null;
}

/** Entries that are not on disk yet. */
interface Gathered {
  readonly entries: Map<number, Uint8Array>;
  bytes: number;
}

/** How often a miss may look for shards that other processes have written since, in milliseconds. */
const RESCAN = 5_000;
/** Images that wait for a disk too slow for them are not cached beyond this many shards. */
const BACKLOG = 4;

/**
 * Opens the cache of one way to decode.
 *
 * @param version of the decoder
 * @param decoding everything else that the pixels depend on, plain JSON
 */
export function openImageCache(options: CacheOptions, version: string, decoding: unknown): ImageCache {
  const { folder, maxBytes = 20 * 2 ** 30, shardBytes = 32 * 2 ** 20 } = options;
  const identity = JSON.stringify([version, decoding]);
  const space = join(folder, createHash('sha256').update(identity).digest('hex').slice(0, 16));
  const known = new Set<string>();
  const files = createShardFiles();
  const places = createPlaces();
  let gathered: Gathered = { entries: new Map(), bytes: 0 };
  let writing: (Gathered & { readonly done: Promise<void> }) | null = null;
  let scanned = 0;
  let damaged = 0;
  let stopped = refusal(folder);

  const adopt = (path: string, contents: readonly Place[]): void => {
    known.add(path);
    const shard = files.add(path);
    for (const { tag, offset, length } of contents) places.add(tag, shard, offset, length);
  };

  const scan = (): void => {
    scanned = Date.now();
    for (const name of shardsIn(space)) {
      const path = join(space, name);
      if (known.has(path)) continue;
      try {
        const contents = readPlaces(path);
        if (contents) adopt(path, contents);
        else {
          damaged++;
          rmSync(path, { force: true });
        }
      } catch {
        // Evicted by another process between the listing and the reading.
      }
    }
  };

  const find = (tag: number): Uint8Array | null => {
    const waiting = gathered.entries.get(tag) ?? writing?.entries.get(tag);
    if (waiting) return waiting;
    const place = places.find(tag);
    return place && files.read(place.shard, place.offset, place.length);
  };

  const write = async ({ entries, bytes }: Gathered): Promise<void> => {
    try {
      makeSpace(folder, space);
      if (!makeRoom(folder, maxBytes, bytes, files.inUse())) {
        stopped = `the cache is full: ${maxBytes} bytes, all in use`;
        return;
      }
      const path = join(space, `${String(Date.now()).padStart(15, '0')}-${randomUUID()}.shard`);
      adopt(path, await writeShard(path, entries));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      stopped = `the cache cannot be written (${code})`;
    }
  };

  const flush = async (): Promise<void> => {
    while (writing) await writing.done;
    if (gathered.entries.size === 0) return;
    const full = gathered;
    gathered = { entries: new Map(), bytes: 0 };
    const done = write(full).finally(() => {
      writing = null;
    });
    writing = { ...full, done };
    await done;
  };

  const usable = stopped === null;
  if (usable) scan();
  return {
    get(key) {
      const tag = tagOf(key);
      let bytes = find(tag);
      if (bytes === null && usable && Date.now() - scanned > RESCAN) {
        scan();
        bytes = find(tag);
      }
      if (bytes === null) return null;
      const image = decodeEntry(bytes, key);
      if (image) return image;
      damaged++;
      places.remove(tag);
      return null;
    },
    put(key, image) {
      if (stopped !== null || gathered.bytes > BACKLOG * shardBytes) return;
      const entry = encodeEntry(key, image);
      gathered.entries.set(tagOf(key), entry);
      gathered.bytes += entry.length;
      if (gathered.bytes >= shardBytes && !writing) void flush();
    },
    flush,
    async close() {
      await flush();
      files.close();
    },
    get damaged() {
      return damaged;
    },
    get stopped() {
      return stopped;
    },
  };
}

/** Why the folder can be no cache; null if it can. */
function refusal(folder: string): string | null {
  try {
    const why = whyNoCache(folder);
    return why === null ? null : `no cache is kept: ${why}`;
  } catch (error) {
    return `the cache cannot be read (${(error as NodeJS.ErrnoException).code ?? error})`;
  }
}

/** Oldest first (names start with the time), so that an entry made again hides the damaged one it replaces. */
const shardsIn = (space: string): string[] => {
  try {
    if (!lstatSync(space).isDirectory()) return [];
    return readdirSync(space)
      .filter((name) => name.endsWith('.shard'))
      .sort();
  } catch {
    return [];
  }
};
