import { lstat, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { MimmxError } from '@mimmx/core';

/** A folder with trainings in it. */
export interface Place {
  /** Absolute. */
  readonly path: string;
  /** Path from the folder that is looked at; its own name if it is that folder. */
  readonly name: string;
  readonly kind: 'run' | 'sweep';
}

/** Folders that are looked through below the one that is named, and runs that are shown. */
const DEPTH = 2;
const MOST = 500;

/** A run has its history, `opened`; a sweep its `plan`. Links are not followed. */
async function kindOf(path: string): Promise<Place['kind'] | null> {
  const is = (name: string) =>
    lstat(join(path, name)).then(
      (stat) => stat.isDirectory(),
      () => false,
    );
  if (await is('opened')) return 'run';
  return (await is('plan')) ? 'sweep' : null;
}

/**
 * Runs and sweeps in a folder and the folders in it; the folder itself if it is one. Sorted by name.
 *
 * @throws E_PATH if there is no such folder
 */
export async function findPlaces(folder: string): Promise<Place[]> {
  const root = resolve(folder);
  const own = await kindOf(root);
  if (own) return [{ path: root, name: root.split(/[\\/]/).at(-1) ?? root, kind: own }];
  const found: Place[] = [];
  const walk = async (path: string, name: string, depth: number): Promise<void> => {
    const entries = await readdir(path, { withFileTypes: true }).catch((error) => {
      if (depth > 0) return [];
      throw new MimmxError(
        'E_PATH',
        `There is no folder ${folder} to be read (${error.code}). Give the folder of your runs.`,
      );
    });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (!entry.isDirectory() || /^(\.|node_modules$|trials$)/.test(entry.name) || found.length >= MOST)
        continue;
      const [inside, called] = [join(path, entry.name), name === '' ? entry.name : `${name}/${entry.name}`];
      const kind = await kindOf(inside);
      if (kind) found.push({ path: inside, name: called, kind });
      else if (depth + 1 < DEPTH) await walk(inside, called, depth + 1);
    }
  };
  await walk(root, '', 0);
  return found;
}
