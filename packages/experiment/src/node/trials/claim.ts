import { join } from 'node:path';
import { atomicWrite } from '@mimmx/data/files';
import type { Lease } from '../../trial/store.ts';
import type { Trial } from '../../trial/trial.ts';
import type { SealedLabel } from '../sealed-folder.ts';
import { beat, type StorageClock } from './beat.ts';
import { attemptOf } from './checkpoint.ts';
import { createTrial } from './create-trial.ts';
import { CHECKPOINT, openLease } from './lease.ts';
import { isGone } from './process.ts';
import { FAILURE, failureText } from './trial-file.ts';
import { exists, findWork, heldByUs, moveWork, type Work } from './work-folder.ts';

/** By what leases are judged. */
export interface Leases {
  readonly clock: StorageClock;
  /** Seconds between two signs of life of a holder. */
  readonly heartbeat: number;
  /** Seconds of silence after which a holder counts as dead. */
  readonly staleAfter: number;
}

type HeldWork = Work & { readonly kind: 'held' };

/** So often a trial may end its process, without a new checkpoint in between, before it is set aside. */
const MOST_CRASHES = 3;

/** What a damaged trial is called. */
export const labelOf = (folder: string): SealedLabel => ({
  thing: `Trial ${folder}`,
  remedy: 'Delete that folder to train it again.',
});

/** Seconds since the holder showed life if it may still live; null if it is gone. */
export async function ageOf(work: HeldWork, { clock, staleAfter }: Leases): Promise<number | null> {
  if (isGone(work.by)) return null;
  const age = await clock.age(work.path);
  return age !== null && age > staleAfter ? null : (age ?? 0);
}

async function setAside(folder: string, { attempt, by, path: work }: HeldWork): Promise<void> {
  const message = `E_TRIAL_KILLED: Its process ended ${MOST_CRASHES} times without a new checkpoint, last on ${by.host} (process ${by.pid}). Is there enough memory? Then retry it.`;
  try {
    await atomicWrite(join(work, FAILURE), failureText(message, attempt), { parents: false });
    await moveWork(folder, work, { kind: 'failed', attempt });
  } catch (error) {
    // Otherwise another process was faster with the same.
    if (await exists(work)) throw error;
  }
}

/** One look at the trial: a lease, null if there is none to be had, or "again" if another process was faster. */
export async function tryClaim(
  trial: Trial,
  folder: string,
  leases: Leases,
): Promise<Lease | null | 'again'> {
  await createTrial(folder, trial);
  const work = await findWork(folder);
  if (!work) return 'again';
  if (work.kind === 'done' || work.kind === 'failed') return null;
  let { crashes } = work;
  if (work.kind === 'held') {
    if ((await ageOf(work, leases)) !== null) return (await exists(work.path)) ? null : 'again';
    const label = labelOf(folder);
    const progress = (await attemptOf(join(work.path, CHECKPOINT), label)) === work.attempt;
    crashes = progress ? 1 : crashes + 1;
    if (crashes >= MOST_CRASHES) {
      await setAside(folder, work);
      return null;
    }
  }
  // Before the new name is there, so that nobody sees it with an old sign of life.
  await beat(work.path);
  const attempt = work.attempt + 1;
  const taken = await moveWork(folder, work.path, heldByUs(attempt, crashes));
  if (taken === null) return 'again';
  const label = labelOf(folder);
  return openLease({
    trial,
    folder,
    work: taken,
    attempt,
    crashes,
    label,
    heartbeat: leases.heartbeat * 1000,
  });
}
