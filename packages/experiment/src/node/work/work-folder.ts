import { randomBytes } from 'node:crypto';
import { lstat, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { MimmxError } from '@mimmx/core/contracts';
import { isMissing, syncFolder } from '@mimmx/data/files';
import type { SealedLabel } from '../sealed-folder.ts';
import { ownMark, type ProcessMark } from './process.ts';

/**
 * What the one working folder of a piece of work is called says who may write in it:
 *
 *   free-ATTEMPT-CRASHES                                          nobody
 *   held-ATTEMPT-CRASHES-PID-START-MACHINE-TOKEN-HOST             that process
 *   failed-ATTEMPT                                                nobody, and it was given up
 *   done                                                          nobody, for ever
 *
 * Every change is one rename, so exactly one of many processes makes it. All that a holder writes goes to a path
 * with its token in it; once the folder was taken over there is no such path, and its writes fail by themselves,
 * however long it slept. Checkpoint and lines move along.
 */
export type WorkName =
  | { readonly kind: 'free'; readonly attempt: number; readonly crashes: number }
  | {
      readonly kind: 'held';
      readonly attempt: number;
      readonly crashes: number;
      readonly by: ProcessMark;
      readonly token: string;
    }
  | { readonly kind: 'failed'; readonly attempt: number }
  | { readonly kind: 'done' };

/** A working folder that was there a moment ago. */
export type Work = WorkName & { readonly path: string };

const HELD = /^held-(\d{1,9})-(\d{1,9})-(\d{1,10})-(\d{1,15})-([0-9a-f]{8})-([0-9a-f]{16})-([\w.]{1,60})$/;
const FREE = /^free-(\d{1,9})-(\d{1,9})$/;
const FAILED = /^failed-(\d{1,9})$/;

/** Reads a folder's name; null if it is none of the four. */
export function parseWork(name: string): WorkName | null {
  if (name === 'done') return { kind: 'done' };
  const free = FREE.exec(name);
  if (free) return { kind: 'free', attempt: Number(free[1]), crashes: Number(free[2]) };
  const failed = FAILED.exec(name);
  if (failed) return { kind: 'failed', attempt: Number(failed[1]) };
  const [, attempt, crashes, pid, start, machine, token, host] = HELD.exec(name) ?? [];
  if (!machine || !token || !host) return null;
  return {
    kind: 'held',
    attempt: Number(attempt),
    crashes: Number(crashes),
    by: { host, pid: Number(pid), start: Number(start), machine },
    token,
  };
}

/** The name that {@link parseWork} reads. */
export function workName(work: WorkName): string {
  switch (work.kind) {
    case 'done':
      return 'done';
    case 'free':
      return `free-${work.attempt}-${work.crashes}`;
    case 'failed':
      return `failed-${work.attempt}`;
    case 'held': {
      const { by, attempt, crashes, token } = work;
      return `held-${attempt}-${crashes}-${by.pid}-${by.start}-${by.machine}-${token}-${by.host}`;
    }
  }
}

/** A name under which this process, and this claim of it alone, may write. */
export const heldByUs = (attempt: number, crashes: number): WorkName => ({
  kind: 'held',
  attempt,
  crashes,
  by: ownMark(),
  token: randomBytes(8).toString('hex'),
});

const order = (work: WorkName): number => (work.kind === 'done' ? Number.POSITIVE_INFINITY : work.attempt);

/** The error of work whose files are not what they should be. */
export const damagedWork =
  ({ thing, remedy }: SealedLabel) =>
  (what: string): MimmxError =>
    new MimmxError('E_CHECKPOINT', `${thing} is damaged: ${what}. ${remedy}`);

/**
 * The working folder of a piece of work; null if there is no such work.
 *
 * @param folder of the work
 * @throws E_CHECKPOINT if it has none, or is something else than a folder
 */
export async function findWork(folder: string, label: SealedLabel): Promise<Work | null> {
  // A folder that is renamed while the names are read may be seen under neither name, or under both.
  for (let tries = 0; tries < 20; tries++) {
    const entries = await readdir(folder, { withFileTypes: true }).catch((error) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (entries === null) return null;
    const found = entries
      .flatMap((entry): Work[] => {
        const name = entry.isDirectory() ? parseWork(entry.name) : null;
        return name ? [{ ...name, path: join(folder, entry.name) }] : [];
      })
      .sort((a, b) => order(b) - order(a));
    if (found[0]) return found[0];
  }
  throw damagedWork(label)('its working folder is missing');
}

/**
 * Gives a working folder its next name.
 *
 * @returns where it is now; null if another process was faster
 */
export async function moveWork(folder: string, from: string, to: WorkName): Promise<string | null> {
  const target = join(folder, workName(to));
  try {
    await rename(from, target);
  } catch (error) {
    if (!isMissing(error)) throw error;
    // A network file system may do what it was asked, lose the answer, and be asked again.
    if (to.kind !== 'held' || !(await exists(target))) return null;
  }
  await syncFolder(folder);
  return target;
}

/** Whether a working folder is still called so. */
export const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    (error) => {
      if (isMissing(error)) return false;
      throw error;
    },
  );
