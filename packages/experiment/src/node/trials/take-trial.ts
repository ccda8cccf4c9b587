import { setTimeout as pause } from 'node:timers/promises';
import type { Lease } from '../../trial/store.ts';
import type { Trial } from '../../trial/trial.ts';
import type { SealedLabel } from '../sealed-folder.ts';
import { ask, unask } from '../work/ask.ts';
import { findWork } from '../work/work-folder.ts';
import type { LeaseOptions } from '../work/work-folders.ts';
import { folderTrials } from './folder-trials.ts';
import { trialFolder } from './trial-folders.ts';

/** Milliseconds between two looks, and between two requests. */
const LOOK = 200;
const ASK_AGAIN = 5000;

const label: SealedLabel = { thing: 'Trial', remedy: 'Delete that folder to train it again.' };

/**
 * Takes a trial from whoever trains it, once that process has saved a checkpoint and given it back, and keeps it from
 * being trained until the lease is released. It then goes on from that checkpoint, to the last bit, in whichever process
 * claims it first.
 *
 * @param path folder with `trials/` in it
 * @returns null if it is finished or has failed, or if `signal` aborts first; the request is then taken back
 * @throws the errors of storage, and E_CHECKPOINT
 */
export async function takeTrial(
  path: string,
  trial: Trial,
  { signal, leases }: { readonly signal?: AbortSignal; readonly leases?: LeaseOptions } = {},
): Promise<Lease | null> {
  const store = folderTrials(path, leases);
  const folder = trialFolder(path, trial.id);
  let asked = Number.NEGATIVE_INFINITY;
  try {
    while (!signal?.aborted) {
      const state = await store.state(trial.id);
      if (state.kind === 'done' || state.kind === 'failed') return null;
      const lease = state.kind === 'waiting' ? await store.claim(trial) : null;
      if (lease) return lease;
      if (performance.now() - asked > ASK_AGAIN) {
        const work = await findWork(folder, label);
        if (work?.kind === 'held' && (await ask(work.path))) asked = performance.now();
      }
      await pause(LOOK);
    }
    return null;
  } finally {
    const work = await findWork(folder, label).catch(() => null);
    if (work) await unask(work.path).catch(() => {});
  }
}
