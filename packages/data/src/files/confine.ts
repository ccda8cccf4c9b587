import { lstatSync, realpathSync, type Stats, statSync } from 'node:fs';
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
  /** Time of last change of its entry (owner, name, time) in milliseconds: no program can set it. */
  readonly changed: number;
  readonly inode: number;
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
    return stat?.isFile() ? fileOf(path, stat) : null;
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
      const path = realPath(real, relative);
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
      return fileOf(path, stat);
    },
  };
}

const fileOf = (path: string, { size, mtimeMs, ctimeMs, ino }: Stats): ConfinedFile => ({
  path,
  size,
  modified: mtimeMs,
  changed: ctimeMs,
  inode: ino,
});

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

/**
 * The place of a path with every link followed. Names may be written with another Unicode form than the disk's: macOS
 * takes letters and accents apart.
 */
function realPath(root: string, relative: string): string {
  const forms = new Set([relative, relative.normalize('NFC'), relative.normalize('NFD')]);
  let failure: unknown;
  for (const form of forms) {
    try {
      return realpathSync.native(join(root, form));
    } catch (error) {
      failure ??= error;
    }
  }
  stopIfMachine(failure);
  const name = `"${printable(relative)}"`;
  const { code } = failure as NodeJS.ErrnoException;
  const dangling = isLink(join(root, relative));
  const said = dangling
    ? `Path ${name} is a link without target. Fetch the file (datalad get, git annex get).`
    : code === 'EACCES' || code === 'EPERM'
      ? `File ${name} may not be read. Check its permissions.`
      : code === 'ENAMETOOLONG'
        ? `Path ${name} is longer than the file system allows.`
        : `No file ${name} in the image folder.`;
  throw new MimmxError('E_MISSING', said, { cause: failure });
}

/** Folders remembered; a data set may have one for each of a million studies. */
const MOST_FOLDERS = 10_000;

/** A text fit for one line of a message: control and direction characters replaced, length bounded. */
export const printable = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be replaced.
  text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, '�').slice(0, 200);
