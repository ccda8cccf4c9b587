import { closeSync, futimesSync, readSync } from 'node:fs';
import { openShard } from './open-shard.ts';

/** Shards opened for reading, at most 256 at a time. */
export interface ShardFiles {
  /** @returns a number for the shard */
  add(path: string): number;
  /** Bytes of a shard, or null if it is gone or too short. */
  read(shard: number, offset: number, length: number): Uint8Array | null;
  /** Paths of the shards that are open. */
  inUse(): ReadonlySet<string>;
  close(): void;
}

const MOST = 256;

/** No file is opened before it is read. Opening marks the shard as used, which {@link makeRoom} respects. */
export function createShardFiles(): ShardFiles {
  const paths: string[] = [];
  /** Descriptor by shard, in order of opening. */
  const open = new Map<number, number>();

  const descriptor = (shard: number): number | null => {
    const known = open.get(shard);
    if (known !== undefined) return known;
    const [oldest] = open;
    if (open.size >= MOST && oldest) {
      closeSync(oldest[1]);
      open.delete(oldest[0]);
    }
    const path = paths[shard]!;
    const fd = openShard(path);
    if (fd === null) return null;
    open.set(shard, fd);
    try {
      const now = new Date();
      futimesSync(fd, now, now);
    } catch {
      // A cache that may only be read is still a cache.
    }
    return fd;
  };

  return {
    add: (path) => paths.push(path) - 1,
    read(shard, offset, length) {
      try {
        // Of its own, not of Node's pool, and not zeroed, since it is filled at once.
        const bytes = new Uint8Array(Buffer.allocUnsafeSlow(length).buffer);
        const fd = descriptor(shard);
        return fd !== null && readSync(fd, bytes, 0, length, offset) === length ? bytes : null;
      } catch {
        return null;
      }
    },
    inUse: () => new Set([...open.keys()].map((shard) => paths[shard]!)),
    close() {
      for (const fd of open.values()) closeSync(fd);
      open.clear();
    },
  };
}
