import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MimmxError } from '@mimmx/core/contracts';
import { storageError } from '@mimmx/data/files';
import { readPlain } from '../plain-file.ts';
import { OPENED } from './opening.ts';

/**
 * Looks at what lies where a run is to be opened.
 *
 * @throws E_NOT_A_RUN if it is something else than a run or an empty folder, E_RUN_FORMAT if it is a run of an older
 *   version
 */
export async function checkRoot(path: string, root: string): Promise<void> {
  const entries = await readdir(root).catch((error): string[] => {
    if (error.code === 'ENOENT') return [];
    if (error.code !== 'ENOTDIR') throw storageError(error, 'read', path);
    throw new MimmxError(
      'E_NOT_A_RUN',
      `${path} is a file, not a run folder. Give the folder of a run, or one that is empty or new.`,
    );
  });
  if (entries.includes(OPENED)) {
    if ((await lstat(join(root, OPENED))).isDirectory()) return;
    throw new MimmxError('E_NOT_A_RUN', `${path} is not a run folder: "${OPENED}" in it is not a folder.`);
  }
  if (entries.includes('config.json')) {
    throw new MimmxError(
      'E_RUN_FORMAT',
      `Run ${path} was written by ${await writerOf(root)} (format 1, this version reads 2). Read it with that version, or choose another folder.`,
    );
  }
  if (entries.every((entry) => entry === 'environment.json' || entry.endsWith('.partial'))) return;
  throw new MimmxError(
    'E_NOT_A_RUN',
    `${path} is not a run folder: it is not empty and has no "${OPENED}". Give the folder of a run, or one that is empty or new.`,
  );
}

/** Which version wrote an old run, as far as it says so itself. */
async function writerOf(root: string): Promise<string> {
  try {
    const refuse = (what: string) => new Error(what);
    const text = await readPlain(join(root, 'environment.json'), 2 ** 20, refuse);
    const version = JSON.parse(new TextDecoder().decode(text)).versions['@mimmx/core'];
    if (typeof version === 'string' && /^[\w.+-]{1,40}$/.test(version)) return `@mimmx/core ${version}`;
  } catch {
    // An old run does not become newer because it is damaged.
  }
  return 'an older version';
}
