import { constants } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';

const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;

/** Makes the error of what is wrong with a file; `what` continues its name: `is a link`. */
export type Refuse = (what: string) => Error;

/**
 * Opens a file that may be a stranger's for reading: a link is not followed, a pipe is not waited for, and a file
 * larger than `most` bytes is not begun.
 *
 * @param refuse makes the error if it is something else than a plain file of at most `most` bytes
 * @throws what the system says (ENOENT if there is none), and what `refuse` makes
 */
export async function openPlain(
  path: string,
  most: number,
  refuse: Refuse,
): Promise<{ file: FileHandle; size: number }> {
  // Windows knows neither of the two flags; for the others this only makes the message plainer.
  const before = await lstat(path);
  if (!before.isFile()) throw refuse(`is ${kindOf(before)}, not a file`);
  const file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK).catch((error) => {
    throw error.code === 'ELOOP' || error.code === 'EMLINK' ? refuse('is a link, not a file') : error;
  });
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw refuse(`is ${kindOf(stat)}, not a file`);
    if (stat.size > most) throw refuse(`has ${stat.size} bytes, more than the ${most} that it may have`);
    return { file, size: stat.size };
  } catch (error) {
    await file.close();
    throw error;
  }
}

type Kind = Record<'isSymbolicLink' | 'isDirectory' | 'isFIFO', () => boolean>;

const kindOf = (stat: Kind): string =>
  stat.isSymbolicLink() ? 'a link' : stat.isDirectory() ? 'a folder' : stat.isFIFO() ? 'a pipe' : 'a device';

/** Fills `target` from where the file stands; the number of bytes that there were. */
export async function fill(file: FileHandle, target: Uint8Array, position: number): Promise<number> {
  let done = 0;
  while (done < target.length) {
    const { bytesRead } = await file.read(target, done, target.length - done, position + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return done;
}

/** The content of a plain file of at most `most` bytes. @throws like {@link openPlain} */
export async function readPlain(path: string, most: number, refuse: Refuse): Promise<Uint8Array> {
  const { file, size } = await openPlain(path, most, refuse);
  try {
    const content = new Uint8Array(size);
    return content.subarray(0, await fill(file, content, 0));
  } finally {
    await file.close();
  }
}

/** Whether there is a folder of that name; a link to one is none. */
export const isPlainFolder = (path: string): Promise<boolean> =>
  lstat(path).then(
    (stat) => stat.isDirectory(),
    (error) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return false;
      throw error;
    },
  );
