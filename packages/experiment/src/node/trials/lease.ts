import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MimmxError } from '@mimmx/core/contracts';
import { atomicWrite, storageError } from '@mimmx/data/files';
import type { Lease } from '../../trial/store.ts';
import type { Trial } from '../../trial/trial.ts';
import { recoverFolder } from '../atomic-folder.ts';
import { isPlainFolder } from '../plain-file.ts';
import type { SealedLabel } from '../sealed-folder.ts';
import { beat } from './beat.ts';
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { resumeLines } from './lines-file.ts';
import { writeResult } from './result.ts';
import { FAILURE, failureText } from './trial-file.ts';
import { exists, moveWork, type WorkName } from './work-folder.ts';

/** Folders in a working folder. */
export const CHECKPOINT = 'checkpoint';
export const RESULT = 'result';

/** A working folder that this process has just taken. */
export interface Taken {
  readonly trial: Trial;
  /** Folder of the trial. */
  readonly folder: string;
  /** Its working folder, under the name that is ours. */
  readonly work: string;
  readonly attempt: number;
  readonly crashes: number;
  readonly label: SealedLabel;
  /** Milliseconds between two signs of life. */
  readonly heartbeat: number;
}

/**
 * The lease of a working folder: what is in it is checked, put in order, and handed over.
 *
 * @returns null if it turns out that the trial had been finished and only not called so, or if it was lost meanwhile
 * @throws E_CHECKPOINT if what is in it is damaged; it is then free again
 */
export async function openLease(taken: Taken): Promise<Lease | null> {
  const { trial, folder, work, attempt, label } = taken;
  let crashes = taken.crashes;
  const checkpointFolder = join(work, CHECKPOINT);
  const move = (to: WorkName) => moveWork(folder, work, to);
  const timer = setInterval(() => beat(work).catch(() => {}), taken.heartbeat);
  timer.unref();

  const begin = async () => {
    await sweep(work);
    if (await isPlainFolder(join(work, RESULT))) {
      await move({ kind: 'done' });
      return null;
    }
    await recoverFolder(checkpointFolder);
    const kept = await readCheckpoint(checkpointFolder, label);
    const lines = await resumeLines(work, folder, kept?.lines ?? null);
    return { checkpoint: kept?.checkpoint ?? null, lines };
  };
  const begun = await begin().catch(async (error) => {
    clearInterval(timer);
    // Slept too long in between: it is another's now.
    if (!(await exists(work))) return null;
    await move({ kind: 'free', attempt, crashes }).catch(() => {});
    throw storageError(error, 'read', folder);
  });
  if (!begun) {
    clearInterval(timer);
    return null;
  }
  const { lines, checkpoint } = begun;

  const lost = () =>
    new MimmxError(
      'E_LEASE_LOST',
      `Trial ${trial.id} is no longer held by this process: it was given back, or another process took it over after minutes of silence. Nothing was written; what the other one makes is kept.`,
    );
  let ended = false;
  let last: Promise<unknown> = Promise.resolve();
  /** One write after the other. That the folder is no longer called so is known by the write that fails. */
  const write = <T>(work_: () => Promise<T>): Promise<T> => {
    const next = last.then(async () => {
      if (ended) throw lost();
      try {
        return await work_();
      } catch (error) {
        if (!(await exists(work))) {
          clearInterval(timer);
          throw lost();
        }
        throw storageError(error, 'write', folder);
      }
    });
    last = next.catch(() => {});
    return next;
  };
  const end = async (to: WorkName): Promise<string> => {
    const path = await move(to);
    if (path === null) throw lost();
    ended = true;
    clearInterval(timer);
    return path;
  };

  return {
    trial,
    checkpoint,
    lines: [...lines.lines],
    append: (line) => write(() => lines.append(line)),
    save: (given) =>
      write(async () => {
        await writeCheckpoint(checkpointFolder, given, attempt, await lines.seal());
        crashes = 0;
      }),
    finish: (result, weights) =>
      write(async () => {
        await writeResult(join(work, RESULT), result, weights, await lines.seal());
        const done = await end({ kind: 'done' });
        // The judged weights are with the result.
        await rm(join(done, CHECKPOINT), { recursive: true, force: true }).catch(() => {});
      }),
    fail: (error) =>
      write(async () => {
        await atomicWrite(join(work, FAILURE), failureText(error.message, attempt), { parents: false });
        await end({ kind: 'failed', attempt });
      }),
    release: () => write(async () => void (await end({ kind: 'free', attempt, crashes }))),
  };
}

/** Takes away what a kill left half-written. */
async function sweep(work: string): Promise<void> {
  for (const name of await readdir(work)) {
    if (/\.(partial|next)$/.test(name)) await rm(join(work, name), { recursive: true, force: true });
  }
}
