import { join, resolve } from 'node:path';
import type { KeptTrials } from '../../trial/kept-trials.ts';
import type { Lease } from '../../trial/store.ts';
import type { Trial } from '../../trial/trial.ts';
import type { SealedLabel } from '../sealed-folder.ts';
import type { WorkFormat } from '../work/claim.ts';
import { RESULT } from '../work/hold.ts';
import type { Work } from '../work/work-folder.ts';
import { type LeaseOptions, workFolders } from '../work/work-folders.ts';
import { attemptOf } from './checkpoint.ts';
import { CHECKPOINT, openLease } from './lease.ts';
import { readLines } from './lines-file.ts';
import { openResult } from './result.ts';
import { readTrial, TRIAL, trialText } from './trial-file.ts';

const format: WorkFormat<Trial, Lease> = {
  thing: 'Trial',
  remedy: 'Delete that folder to train it again.',
  file: TRIAL,
  text: trialText,
  open: openLease,
  progress: (work, label) => attemptOf(join(work, CHECKPOINT), label),
};

const opened = (work: Work, label: SealedLabel) =>
  work.kind === 'done' ? openResult(join(work.path, RESULT), label) : Promise.resolve(null);

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
export function folderTrials(path: string, options: LeaseOptions = {}): KeptTrials {
  const { claim, state, retry, enter, read } = workFolders(join(resolve(path), 'trials'), format, options);
  return {
    claim,
    state,
    retry,
    result: (id) =>
      read(id, async (work, label) => (await (await opened(work, label))?.result()) ?? null, null),
    weights: (id) =>
      read(id, async (work, label) => (await (await opened(work, label))?.weights()) ?? null, null),
    lines: async (id) => {
      const folder = await enter(id);
      return read(
        id,
        async (work, label) => readLines(work.path, folder, (await opened(work, label))?.lines),
        [],
      );
    },
    trial: async (id) => readTrial(await enter(id)),
  };
}
