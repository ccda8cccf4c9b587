import type { Holder } from '../../work/work.ts';
import { folderTrials, trialIds } from '../trials/index.ts';

/** Who trains in the folder of a run at this moment, as far as it shows; nobody if there is no run. */
export async function holdersOf(path: string): Promise<Holder[]> {
  const store = folderTrials(path);
  const found: Holder[] = [];
  for (const id of await trialIds(path)) {
    // What is damaged is told by whoever reads it.
    const state = await store.state(id).catch(() => null);
    if (state?.kind === 'running') found.push(state.holder);
  }
  return found;
}
