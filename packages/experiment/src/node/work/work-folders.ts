import { lstat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { MimmxError } from '@mimmx/core/contracts';
import { isMissing, storageError } from '@mimmx/data/files';
import type { Work, WorkLease, WorkState, WorkStore } from '../../work/work.ts';
import type { SealedLabel } from '../sealed-folder.ts';
import { storageClock } from './beat.ts';
import { ageOf, type Leases, tryClaim, type WorkFormat } from './claim.ts';
import { readFailure } from './failure.ts';
import { exists, findWork, moveWork, type Work as WorkFolder } from './work-folder.ts';

/** How leases are kept. */
export interface LeaseOptions {
  /** Seconds between two signs of life of a holder. */
  readonly heartbeat?: number;
  /** Seconds of silence after which a holder counts as dead, on whatever host it is. */
  readonly staleAfter?: number;
}

/** Pieces of work in a folder, whatever they are. */
export interface WorkFolders<W extends Work, Lease extends WorkLease>
  extends Omit<WorkStore<W, never, Lease>, 'result'> {
  /** The folder of a piece of work. @throws E_TRIAL, E_CHECKPOINT if the way to it leads over a link */
  enter(id: string): Promise<string>;
  /** Reads in a working folder that may be renamed at any moment; `none` if there is no such work. */
  read<T>(id: string, use: (work: WorkFolder, label: SealedLabel) => Promise<T>, none: T): Promise<T>;
}

/**
 * Keeps pieces of work in a folder, one folder each: `<first two digits>/<id>/`. Any number of processes on any number of
 * hosts may share it, over a network file system, too: all that decides is one rename.
 *
 * All methods throw E_DISK_FULL, E_PERMISSION, E_STORAGE, and E_CHECKPOINT where what they read is damaged, was
 * written by another version, or is a link, a pipe or too large.
 */
export function workFolders<W extends Work, Lease extends WorkLease>(
  path: string,
  format: WorkFormat<W, Lease>,
  { heartbeat = 30, staleAfter = 300 }: LeaseOptions = {},
): WorkFolders<W, Lease> {
  const root = resolve(path);
  const leases: Leases = { clock: storageClock(root), heartbeat, staleAfter };
  const labelOf = (folder: string): SealedLabel => ({
    thing: `${format.thing} ${folder}`,
    remedy: format.remedy,
  });

  const enter = async (id: string): Promise<string> => {
    if (!/^[0-9a-f]{32}$/.test(id)) {
      throw new MimmxError(
        'E_TRIAL',
        `"${id.slice(0, 60)}" is no ${format.thing.toLowerCase()}: an id has 32 hexadecimal digits.`,
      );
    }
    const shard = join(root, id.slice(0, 2));
    const folder = join(shard, id);
    for (const step of [root, shard, folder]) {
      const stat = await lstat(step).catch((error) => {
        if (isMissing(error)) return null;
        throw storageError(error, 'read', step);
      });
      if (!stat) break;
      if (!stat.isDirectory()) {
        throw new MimmxError('E_CHECKPOINT', `${step} is not a folder. Delete it, then run again.`);
      }
    }
    return folder;
  };

  const read: WorkFolders<W, Lease>['read'] = async (id, use, none) => {
    const folder = await enter(id);
    const label = labelOf(folder);
    for (let tries = 0; ; tries++) {
      try {
        const work = await findWork(folder, label);
        if (!work) return none;
        const done = await use(work, label).then(
          (value) => () => value,
          (error) => () => {
            throw error;
          },
        );
        if (tries > 20 || (await exists(work.path))) return done();
      } catch (error) {
        throw storageError(error, 'read', folder);
      }
    }
  };

  const stateOf = async (work: WorkFolder, label: SealedLabel): Promise<WorkState> => {
    switch (work.kind) {
      case 'done':
        return { kind: 'done' };
      case 'free':
        return { kind: 'waiting' };
      case 'failed': {
        const failure = await readFailure(work.path, label);
        return { kind: 'failed', message: failure?.message ?? 'It does not say why.', attempt: work.attempt };
      }
      case 'held': {
        const age = await ageOf(work, leases);
        if (age === null) return { kind: 'waiting' };
        const { host, pid } = work.by;
        return { kind: 'running', holder: { host, pid, attempt: work.attempt, age } };
      }
    }
  };

  return {
    enter,
    read,
    async claim(work) {
      const folder = await enter(work.id);
      for (let tries = 0; ; tries++) {
        try {
          const claimed = await tryClaim(work, { folder, label: labelOf(folder), leases, format });
          if (claimed !== 'again') return claimed;
        } catch (error) {
          // The folder got another name meanwhile: somebody was faster.
          if (!isMissing(error) || tries > 20) throw storageError(error, 'write', folder);
        }
        if (tries > 100) return null;
      }
    },
    state: (id) => read<WorkState>(id, stateOf, { kind: 'waiting' }),
    async retry(id) {
      const folder = await enter(id);
      try {
        const work = await findWork(folder, labelOf(folder));
        if (work?.kind !== 'failed') return false;
        const free = { kind: 'free', attempt: work.attempt, crashes: 0 } as const;
        return (await moveWork(folder, work.path, free)) !== null;
      } catch (error) {
        throw storageError(error, 'write', folder);
      }
    },
  };
}
