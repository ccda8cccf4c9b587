import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Holder } from '../../work/work.ts';
import { folderTrials } from '../trials/index.ts';

/** Who trains in the folder of a run at this moment, as far as it shows; nobody if there is no run. */
export async function holdersOf(path: string): Promise<Holder[]> {
  const root = join(resolve(path), 'trials');
  const store = folderTrials(path);
  const names = (folder: string) => readdir(folder).catch((): string[] => []);
  const found: Holder[] = [];
  for (const shard of (await names(root)).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
    for (const id of (await names(join(root, shard))).filter((name) => /^[0-9a-f]{32}$/.test(name))) {
      // What is damaged is told by whoever reads it.
      const state = await store.state(id).catch(() => null);
      if (state?.kind === 'running') found.push(state.holder);
    }
  }
  return found;
}
