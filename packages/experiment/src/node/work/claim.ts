import { join } from 'node:path';
import { atomicWrite } from '@mimmx/data/files';
import type { Work, WorkLease } from '../../work/work.ts';
import type { SealedLabel } from '../sealed-folder.ts';
import { beat, type StorageClock } from './beat.ts';
import { createWork } from './create-work.ts';
import { FAILURE, failureText } from './failure.ts';
import type { Taken } from './hold.ts';
import { isGone } from './process.ts';
import { exists, findWork, heldByUs, moveWork, type Work as WorkFolder } from './work-folder.ts';

/** By what leases are judged. */
export interface Leases {
  readonly clock: StorageClock;
  /** Seconds between two signs of life of a holder. */
  readonly heartbeat: number;
  /** Seconds of silence after which a holder counts as dead. */
  readonly staleAfter: number;
}

/** How pieces of work of one sort lie in their folders. */
export interface WorkFormat<W extends Work, Lease extends WorkLease> {
  /** What one is called in messages. */
  readonly thing: string;
  /** What to do about a damaged one. */
  readonly remedy: string;
  /** File that says what is to be done, and its content. */
  readonly file: string;
  text(work: W): string;
  /** The lease of a working folder; null if it had been finished, or was lost meanwhile. */
  open(taken: Taken<W>): Promise<Lease | null>;
  /** The last attempt that left something to go on from; 0 if none did. */
  progress(work: string, label: SealedLabel): Promise<number>;
}

type HeldWork = WorkFolder & { readonly kind: 'held' };

/** So often work may end its process, without progress in between, before it is set aside. */
const MOST_CRASHES = 3;

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

/** What is needed to claim a piece of work. */
export interface Claiming<W extends Work, Lease extends WorkLease> {
  /** Its folder, and what that is called when it is damaged. */
  readonly folder: string;
  readonly label: SealedLabel;
  readonly leases: Leases;
  readonly format: WorkFormat<W, Lease>;
}

/** One look at the work: a lease, null if there is none to be had, or "again" if another process was faster. */
export async function tryClaim<W extends Work, Lease extends WorkLease>(
  what: W,
  { folder, label, leases, format }: Claiming<W, Lease>,
): Promise<Lease | null | 'again'> {
  await createWork(folder, format.file, format.text(what));
  const work = await findWork(folder, label);
  if (!work) return 'again';
  if (work.kind === 'done' || work.kind === 'failed') return null;
  let { crashes } = work;
  if (work.kind === 'held') {
    if ((await ageOf(work, leases)) !== null) return (await exists(work.path)) ? null : 'again';
    const progress = (await format.progress(work.path, label)) === work.attempt;
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
  const heartbeat = leases.heartbeat * 1000;
  return format.open({ what, folder, work: taken, attempt, crashes, label, heartbeat });
}
