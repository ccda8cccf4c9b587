import { hash } from 'node:crypto';
import { KEY_BYTES } from './cache/entry.ts';
import type { ConfinedFile } from './confine.ts';

/**
 * Cache key of each row, made once: SHA-256 over the path relative to the root, size, time of change and the number of
 * the image within its file. What the pixels depend on besides is in the cache's own identity.
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

/** Key of one image of a file. */
export const imageKey = (relative: string, file: ConfinedFile, item: number): Uint8Array =>
  hash('sha256', `${relative}\0${file.size}\0${file.modified}\0${item}`, 'buffer').subarray(0, KEY_BYTES);
