import { hash } from 'node:crypto';
import { KEY_BYTES } from './cache/entry.ts';
import type { ConfinedFile } from './confine.ts';

/**
 * Cache key of each row, made once. What the pixels depend on besides the file is in the cache's own identity.
 */
export interface ImageKeys {
  /** The key of a row, or null before {@link ImageKeys.set}. */
  get(row: number): Uint8Array | null;
  set(row: number, key: Uint8Array): void;
}

/** 17 bytes a row. */
export function createImageKeys(rows: number): ImageKeys {
  const known = new Uint8Array(rows);
  const keys = new Uint8Array(rows * KEY_BYTES);
  return {
    get: (row) => (known[row] ? keys.subarray(row * KEY_BYTES, (row + 1) * KEY_BYTES) : null),
    set(row, key) {
      keys.set(key.subarray(0, KEY_BYTES), row * KEY_BYTES);
      known[row] = 1;
    },
  };
}

/**
 * Key of one image of a file: SHA-256 over its real path from the root of the file system, size, times of change of
 * its bytes and of its entry, inode, and the number of the image within it. Two data sets that share names, sizes and
 * times (files out of an archive, of one matrix) differ in path and inode; a file that is replaced with its time kept
 * differs in the second time and the inode.
 */
export const imageKey = ({ path, size, modified, changed, inode }: ConfinedFile, item: number): Uint8Array =>
  hash('sha256', `${path}\0${size}\0${modified}\0${changed}\0${inode}\0${item}`, 'buffer').subarray(
    0,
    KEY_BYTES,
  );
