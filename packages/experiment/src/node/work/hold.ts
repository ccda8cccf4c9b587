import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MimmxError } from '@mimmx/core/contracts';
import { atomicWrite, storageError } from '@mimmx/data/files';
import type { WorkLease } from '../../work/work.ts';
import { isPlainFolder } from '../plain-file.ts';
import type { SealedLabel } from '../sealed-folder.ts';
import { beat } from './beat.ts';
import { FAILURE, failureText } from './failure.ts';
import { exists, moveWork, type WorkName } from './work-folder.ts';

/** Folder in a working folder in which the result appears as one. */
export const RESULT = 'result';

/** A working folder that this process has just taken. */
export interface Taken<W> {
  readonly what: W;
  /** Folder of the piece of work. */
  readonly folder: string;
  /** Its working folder, under the name that is ours. */
  readonly work: string;
  readonly attempt: number;
  readonly crashes: number;
  readonly label: SealedLabel;
  /** Milliseconds between two signs of life. */
  readonly heartbeat: number;
}

/** A working folder that is kept alive, and the ways to write in it and to give it back. */
export interface Hold<Begun> extends WorkLease {
  /** What was found in it. */
  readonly begun: Begun;
  /** One write after the other. @throws E_LEASE_LOST if another process has it by now, and errors of storage */
  write<T>(writes: () => Promise<T>): Promise<T>;
  /** Within a write: it made progress, so that earlier deaths of its holder count no more. */
  advanced(): void;
  /** Within a write: the result is there. Gives where the working folder is now. */
  done(): Promise<string>;
}

/**
 * Keeps a working folder alive, and puts in order what is in it.
 *
 * @param begin reads what is there
 * @returns null if it turns out that the work had been finished and only not called so, or if it was lost meanwhile
 * @throws what `begin` throws; the work is then free again
 */
export async function hold<Begun>(
  { folder, work, attempt, label, heartbeat, ...taken }: Omit<Taken<unknown>, 'what'>,
  begin: () => Promise<Begun>,
): Promise<Hold<Begun> | null> {
  let { crashes } = taken;
  const move = (to: WorkName) => moveWork(folder, work, to);
  const timer = setInterval(() => beat(work).catch(() => {}), heartbeat);
  timer.unref();

  const look = async (): Promise<{ begun: Begun } | null> => {
    await sweep(work);
    if (!(await isPlainFolder(join(work, RESULT)))) return { begun: await begin() };
    await move({ kind: 'done' });
    return null;
  };
  const looked = await look().catch(async (error) => {
    clearInterval(timer);
    // Slept too long in between: it is another's now.
    if (!(await exists(work))) return null;
    await move({ kind: 'free', attempt, crashes }).catch(() => {});
    throw storageError(error, 'read', folder);
  });
  if (!looked) {
    clearInterval(timer);
    return null;
  }

  const lost = () =>
    new MimmxError(
      'E_LEASE_LOST',
      `${label.thing} is no longer held by this process: it was given back, or another process took it over after minutes of silence. Nothing was written; what the other one makes is kept.`,
    );
  let ended = false;
  let last: Promise<unknown> = Promise.resolve();
  /** That the folder is no longer called so is known by the write that fails. */
  const write = <T>(writes: () => Promise<T>): Promise<T> => {
    const next = last.then(async () => {
      if (ended) throw lost();
      try {
        return await writes();
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
    begun: looked.begun,
    write,
    advanced: () => {
      crashes = 0;
    },
    done: () => end({ kind: 'done' }),
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
