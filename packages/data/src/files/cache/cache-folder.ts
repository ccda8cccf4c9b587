import { lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PRIVATE } from '../atomic-write.ts';

/** Backup programs and others pass over a folder with this file: bford.info/cachedir. */
const TAG = 'CACHEDIR.TAG';
const TAG_TEXT =
  'Signature: 8a477f597d28d172789f06886806bc55\n# Prepared images of mimmx; may be taken away at any time.\n';

/** Whether a name is that of a folder for one way to decode. */
export const isSpace = (name: string): boolean => /^[0-9a-f]{16}$/.test(name);

/** What else may lie in a cache: the tag, and lists of problems, which data sets write there. */
const isOurs = (name: string): boolean =>
  isSpace(name) ||
  name === TAG ||
  /^\.?quarantine(?:-[0-9a-f]{8})?\.csv(?:\.[0-9a-f]{16}\.partial)?$/.test(name);

const lstatOf = (path: string) => lstatSync(path, { throwIfNoEntry: false });

/**
 * Why nothing may be kept in a folder; null if it may. A config may name any folder as its cache, and old images are
 * taken away there: so it has to be a cache already, or empty, or new. No link leads to it, as one in a stranger's
 * folder would lead out of that.
 */
export function whyNoCache(folder: string): string | null {
  for (const path of [dirname(folder), folder]) {
    const stat = lstatOf(path);
    if (stat?.isSymbolicLink()) return `${path} is a link; name the place itself as cache.folder`;
    if (stat && !stat.isDirectory()) return `${path} is not a folder`;
  }
  if (!lstatOf(folder)) return null;
  const other = readdirSync(folder).find((name) => !isOurs(name));
  return other === undefined
    ? null
    : `${folder} holds other things ("${other.slice(0, 60)}"); name another folder`;
}

/** Makes the folder of a cache, for its owner alone, and one way to decode in it. */
export function makeSpace(folder: string, space: string): void {
  mkdirSync(space, { recursive: true, mode: PRIVATE.folder });
  if (!lstatOf(space)?.isDirectory()) throw new Error(`${space} is a link`);
  try {
    writeFileSync(join(folder, TAG), TAG_TEXT, { flag: 'wx', mode: PRIVATE.file });
  } catch {
    // It is there, or the cache may only be read.
  }
}
