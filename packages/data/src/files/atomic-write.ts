import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { storageError } from './storage-error.ts';

/** What a file may be made of: text, bytes, or a sequence of pieces that is written as it comes. */
export type FileContent = string | Uint8Array | Iterable<string | Uint8Array>;

/** Content that may also have to be waited for. */
export type StreamedContent = FileContent | AsyncIterable<string | Uint8Array>;

/** Modes of what is for its owner alone, as all is that speaks of patients: runs, caches, predictions. */
export const PRIVATE = { file: 0o600, folder: 0o700 } as const;
/** Modes of what is made to be handed on: as the user's mask has it. */
export const SHARED = { file: 0o666, folder: 0o777 } as const;
export type Modes = typeof PRIVATE | typeof SHARED;

const pieces = (
  content: StreamedContent,
): Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array> =>
  typeof content === 'string' || content instanceof Uint8Array ? [content] : content;

/**
 * Writes a file that is not there yet and waits until it is on the disk. Not atomic: for files that are renamed later.
 * What has that name already, be it a link to another place or a pipe, is an error (EEXIST) and is left as it is.
 */
export async function writeDurably(
  path: string,
  content: StreamedContent,
  modes: Modes = PRIVATE,
): Promise<void> {
  const file = await open(path, 'wx', modes.file);
  try {
    for await (const piece of pieces(content)) await file.writeFile(piece);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Waits until the names in a folder are on the disk. Windows cannot open folders, and keeps names by itself. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/**
 * A name beside a file under which its successor is written. Nobody can guess it, so that nobody can lay a link there
 * and two processes never write into one file.
 */
export const asideOf = (path: string): string =>
  join(dirname(path), `.${basename(path)}.${randomBytes(8).toString('hex')}.partial`);

/**
 * Writes a file whole or not at all: aside, to the disk, then renamed. Missing folders are made.
 *
 * @param parents whether missing folders are made; without, they are E_STORAGE
 * @param modes of the file, and of folders that are made
 * @throws E_DISK_FULL, E_PERMISSION, E_STORAGE; the file that was there before is then unchanged
 */
export async function atomicWrite(
  path: string,
  content: StreamedContent,
  { parents = true, modes = PRIVATE }: { readonly parents?: boolean; readonly modes?: Modes } = {},
): Promise<void> {
  const folder = dirname(path);
  const aside = asideOf(path);
  try {
    if (parents) await mkdir(folder, { recursive: true, mode: modes.folder });
    await writeDurably(aside, content, modes);
    await rename(aside, path);
    await syncFolder(folder);
  } catch (error) {
    await rm(aside, { force: true }).catch(() => {});
    throw storageError(error, 'write', path);
  }
}
