import { lstatSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { MimmxError } from '@mimmx/core';
import { stopIfMachine } from './machine-trouble.ts';

/** A file that exists inside the root. */
export interface ConfinedFile {
  /** Absolute, with every symbolic link followed. */
  readonly path: string;
  readonly size: number;
  /** Time of last change in milliseconds. */
  readonly modified: number;
}

/** Turns paths of a table into files inside one folder, and refuses all others. */
export interface Confinement {
  /** The folder, with every symbolic link followed. */
  readonly root: string;
  /** @throws E_PATH (leaves the root, or no plain file), E_MISSING, E_MACHINE */
  file(relative: string): ConfinedFile;
}

const leaves = (relative: string): string | null => {
  if (relative === '') return 'is empty';
  if (relative.includes('\0')) return 'contains a NUL';
  if (/^(?:[/\\]|[A-Za-z]:)/.test(relative)) return 'is absolute';
  if (relative.split(/[/\\]/).includes('..')) return 'contains ".."';
  return null;
};

/**
 * Confines file access to a folder: no absolute path, no `..`, and no symbolic link that ends outside.
 *
 * @throws E_ROOT if the folder does not exist
 */
export function confine(root: string): Confinement {
  let real: string;
  try {
    real = realpathSync.native(root);
    if (!statSync(real).isDirectory()) throw new Error('not a folder');
  } catch (error) {
    throw new MimmxError(
      'E_ROOT',
      `No image folder at ${root}. Give the folder that the table's paths start from.`,
      {
        cause: error,
      },
    );
  }
  const inside = real.endsWith(sep) ? real : real + sep;
  /** Folders already followed to their real place inside: a plain file in one of them needs no second look. */
  const followed = new Map<string, string>();

  const quick = (relative: string): ConfinedFile | null => {
    const folder = followed.get(dirname(relative));
    if (folder === undefined) return null;
    const path = join(folder, relative.slice(dirname(relative) === '.' ? 0 : dirname(relative).length + 1));
    const stat = lstatSync(path, { throwIfNoEntry: false });
    return stat?.isFile() ? { path, size: stat.size, modified: stat.mtimeMs } : null;
  };

  return {
    root: real,
    file(relative) {
      const reason = leaves(relative);
      if (reason !== null) {
        throw new MimmxError(
          'E_PATH',
          `Path "${printable(relative)}" ${reason}. Paths must stay inside the image folder.`,
        );
      }
      const known = quick(relative);
      if (known) return known;
      let path: string;
      try {
        path = realpathSync.native(join(real, relative));
      } catch (error) {
        stopIfMachine(error);
        throw new MimmxError('E_MISSING', `No file "${printable(relative)}" in the image folder.`, {
          cause: error,
        });
      }
      if (!path.startsWith(inside)) {
        throw new MimmxError(
          'E_PATH',
          `Path "${printable(relative)}" is a link to a place outside the image folder.`,
        );
      }
      const stat = statSync(path);
      if (!stat.isFile()) throw new MimmxError('E_PATH', `Path "${printable(relative)}" is not a file.`);
      const folder = realpathSync.native(join(real, dirname(relative)));
      if (`${folder}${sep}`.startsWith(inside) && followed.size < MOST_FOLDERS)
        followed.set(dirname(relative), folder);
      return { path, size: stat.size, modified: stat.mtimeMs };
    },
  };
}

/** Folders remembered; a data set may have one for each of a million studies. */
const MOST_FOLDERS = 10_000;

/** A path fit for one line of a message: control characters replaced, length bounded. */
export const printable = (path: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be replaced.
  path.replace(/[\u0000-\u001f\u007f]/g, '�').slice(0, 200);
