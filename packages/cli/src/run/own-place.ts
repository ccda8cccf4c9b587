import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MimmxError } from '@mimmx/core';
import { folderTrials, trialIds } from '@mimmx/experiment/node';
import { isSweepFolder } from '../sweep/place.ts';
import { requireFolderTarget } from '../target-folder.ts';

/** What a folder is to one of the commands that write folders. */
export interface Place {
  readonly kind: 'run' | 'sweep' | 'generator' | 'bench';
  /** Protocol of a bench, once it has tables. */
  readonly name?: string;
}

/**
 * Looks at the folder of a generator or a bench before anything is computed: a new one, or one of its own kind.
 *
 * @throws E_OUTPUT if there is something else
 */
export async function requireOwnPlace(path: string, own: Place): Promise<void> {
  await requireFolderTarget(path);
  const found = await placeOf(path);
  if (found === 'empty') return;
  if (found !== 'other' && found.kind === own.kind && (found.name ?? own.name) === own.name) return;
  const what =
    found === 'other'
      ? 'not empty'
      : `the folder of a ${found.kind}${found.name === undefined ? '' : ` of "${found.name}"`}`;
  throw new MimmxError(
    'E_OUTPUT',
    `${path} is ${what}, and is left as it is. Choose another folder with --out.`,
  );
}

async function placeOf(path: string): Promise<Place | 'empty' | 'other'> {
  const names = (await readdir(path).catch((): string[] => [])).filter((name) => !name.startsWith('.'));
  if (names.length === 0) return 'empty';
  if (names.includes('opened')) return { kind: 'run' };
  if (isSweepFolder(path)) return { kind: 'sweep' };
  if (names.includes('generator.json')) return { kind: 'generator' };
  const protocol = await protocolOf(path);
  if (protocol !== null) return { kind: 'bench', name: protocol };
  return (await byTrials(path)) ?? (names.join() === 'trials' ? 'empty' : 'other');
}

/** Protocol of the tables of a bench. */
async function protocolOf(path: string): Promise<string | null> {
  try {
    const { protocol } = JSON.parse(await readFile(join(path, 'results.json'), 'utf8'));
    return typeof protocol === 'string' ? protocol : null;
  } catch {
    return null;
  }
}

/** One that was stopped has trials alone. */
async function byTrials(path: string): Promise<Place | null> {
  const store = folderTrials(path);
  for (const id of await trialIds(path)) {
    const trial = await store.trial(id).catch(() => null);
    if (trial) return { kind: trial.encoder.name === 'none' ? 'generator' : 'bench' };
  }
  return null;
}
