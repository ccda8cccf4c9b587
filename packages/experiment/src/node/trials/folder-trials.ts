import { lstat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { MimmxError } from '@mimmx/core/contracts';
import { isMissing, storageError } from '@mimmx/data/files';
import type { KeptTrials } from '../../trial/kept-trials.ts';
import type { TrialState } from '../../trial/store.ts';
import { storageClock } from './beat.ts';
import { ageOf, type Leases, labelOf, tryClaim } from './claim.ts';
import { RESULT } from './lease.ts';
import { readLines } from './lines-file.ts';
import { openResult } from './result.ts';
import { readFailure, readTrial } from './trial-file.ts';
import { exists, findWork, moveWork, type Work } from './work-folder.ts';

/** How leases are kept. */
export interface FolderTrialsOptions {
  /** Seconds between two signs of life of a holder. */
  readonly heartbeat?: number;
  /** Seconds of silence after which a holder counts as dead, on whatever host it is. */
  readonly staleAfter?: number;
}

/**
 * Keeps trials in a folder, one folder each: `trials/<first two digits>/<id>/`. Any number of processes on any number
 * of hosts may share it, over a network file system, too: all that decides is one rename.
 *
 * A holder that shows no life for five minutes, by the file system's own clock, or that was on this host and is gone,
 * loses its trial to the next who claims it. A trial that ended its process three times without a new checkpoint in
 * between is set aside as failed.
 *
 * All methods throw E_DISK_FULL, E_PERMISSION, E_STORAGE, and E_CHECKPOINT where what they read is damaged, was
 * written by another version, or is a link, a pipe or too large.
 *
 * @example
 * const lease = await folderTrials('runs/demo').claim(trial);
 */
export function folderTrials(
  path: string,
  { heartbeat = 30, staleAfter = 300 }: FolderTrialsOptions = {},
): KeptTrials {
  const root = join(resolve(path), 'trials');
  const leases: Leases = { clock: storageClock(root), heartbeat, staleAfter };

  /** The folder of a trial. @throws E_TRIAL, E_CHECKPOINT if the way to it leads over a link */
  const enter = async (id: string): Promise<string> => {
    if (!/^[0-9a-f]{32}$/.test(id)) {
      throw new MimmxError('E_TRIAL', `"${id.slice(0, 60)}" is no trial: an id has 32 hexadecimal digits.`);
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

  /** Reads in a working folder that may be renamed at any moment. */
  const read = async <T>(
    id: string,
    use: (work: Work, folder: string) => Promise<T>,
    none: T,
  ): Promise<T> => {
    const folder = await enter(id);
    for (let tries = 0; ; tries++) {
      try {
        const work = await findWork(folder);
        if (!work) return none;
        const done = await use(work, folder).then(
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

  const stateOf = async (work: Work, folder: string): Promise<TrialState> => {
    switch (work.kind) {
      case 'done':
        return { kind: 'done' };
      case 'free':
        return { kind: 'waiting' };
      case 'failed': {
        const failure = await readFailure(work.path, folder);
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

  const opened = (work: Work, folder: string) =>
    work.kind === 'done' ? openResult(join(work.path, RESULT), labelOf(folder)) : Promise.resolve(null);

  return {
    async claim(trial) {
      const folder = await enter(trial.id);
      for (let tries = 0; ; tries++) {
        try {
          const claimed = await tryClaim(trial, folder, leases);
          if (claimed !== 'again') return claimed;
        } catch (error) {
          // The folder got another name meanwhile: somebody was faster.
          if (!isMissing(error) || tries > 20) throw storageError(error, 'write', folder);
        }
        if (tries > 100) return null;
      }
    },
    state: (id) => read<TrialState>(id, stateOf, { kind: 'waiting' }),
    result: (id) =>
      read(id, async (work, folder) => (await (await opened(work, folder))?.result()) ?? null, null),
    weights: (id) =>
      read(id, async (work, folder) => (await (await opened(work, folder))?.weights()) ?? null, null),
    lines: (id) =>
      read(id, async (work, folder) => readLines(work.path, folder, (await opened(work, folder))?.lines), []),
    trial: async (id) => readTrial(await enter(id)),
    async retry(id) {
      const folder = await enter(id);
      try {
        const work = await findWork(folder);
        if (work?.kind !== 'failed') return false;
        const free = { kind: 'free', attempt: work.attempt, crashes: 0 } as const;
        return (await moveWork(folder, work.path, free)) !== null;
      } catch (error) {
        throw storageError(error, 'write', folder);
      }
    },
  };
}
