import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import type { ConfinedFile, Confinement } from './confine.ts';

/** Files whose sizes count, and files of which a piece counts: spread evenly, so that a set made anew is noticed. */
const MOST_SIZES = 20_000;
const MOST_PIECES = 500;
const PIECE = 4096;

const spread = (count: number, most: number): number[] =>
  Array.from({ length: Math.min(count, most) }, (_, i) => Math.floor((i * count) / Math.min(count, most)));

/** The middle of a file: headers are often equal where pixels are not. */
function pieceOf({ path, size }: ConfinedFile): Uint8Array {
  const piece = new Uint8Array(Math.min(PIECE, size));
  const fd = openSync(path, 'r');
  try {
    const read = readSync(fd, piece, 0, piece.length, Math.floor((size - piece.length) / 2));
    return piece.subarray(0, read);
  } finally {
    closeSync(fd);
  }
}

/**
 * What the files of a data set are, as a hash: names, the sizes of up to 20,000 and 4 KiB out of the middle of up to 500,
 * in the order of their names. A file that cannot be read counts by its name alone.
 *
 * @param files paths relative to the folder, some of them several times
 */
export function sealOfFiles(confinement: Pick<Confinement, 'file'>, files: readonly string[]): string {
  const names = [...new Set(files)].sort();
  const hash = createHash('sha256');
  for (let from = 0; from < names.length; from += 10_000)
    hash.update(`${JSON.stringify(names.slice(from, from + 10_000))}\n`);
  const sampled = new Set(spread(names.length, MOST_PIECES));
  for (const at of new Set([...spread(names.length, MOST_SIZES), ...sampled])) {
    try {
      const file = confinement.file(names[at]!);
      hash.update(`${at} ${file.size}\n`);
      if (sampled.has(at)) hash.update(pieceOf(file));
    } catch {
      hash.update(`${at} unreadable\n`);
    }
  }
  return hash.digest('hex').slice(0, 32);
}
