import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lease } from '../../trial/store.ts';
import type { Trial } from '../../trial/trial.ts';
import { recoverFolder } from '../atomic-folder.ts';
import { isAsked } from '../work/ask.ts';
import { hold, RESULT, type Taken } from '../work/hold.ts';
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { resumeLines } from './lines-file.ts';
import { writeResult } from './result.ts';

/** Folder in a working folder. */
export const CHECKPOINT = 'checkpoint';

/**
 * The lease of a working folder: what is in it is checked, put in order, and handed over.
 *
 * @returns null if it turns out that the trial had been finished and only not called so, or if it was lost meanwhile
 * @throws E_CHECKPOINT if what is in it is damaged; it is then free again
 */
export async function openLease(taken: Taken<Trial>): Promise<Lease | null> {
  const { what: trial, folder, work, attempt, label } = taken;
  const checkpointFolder = join(work, CHECKPOINT);
  const held = await hold(taken, async () => {
    await recoverFolder(checkpointFolder);
    const kept = await readCheckpoint(checkpointFolder, label);
    const lines = await resumeLines(work, folder, kept?.lines ?? null);
    return { checkpoint: kept?.checkpoint ?? null, lines };
  });
  if (!held) return null;
  const { lines, checkpoint } = held.begun;
  const { write, fail, release } = held;
  return {
    trial,
    checkpoint,
    lines: [...lines.lines],
    asked: () => isAsked(work),
    append: (line) => write(() => lines.append(line)),
    save: (given) =>
      write(async () => {
        await writeCheckpoint(checkpointFolder, given, attempt, await lines.seal());
        held.advanced();
      }),
    finish: (result, weights) =>
      write(async () => {
        await writeResult(join(work, RESULT), result, weights, await lines.seal());
        const done = await held.done();
        // The judged weights are with the result.
        await rm(join(done, CHECKPOINT), { recursive: true, force: true }).catch(() => {});
      }),
    fail,
    release,
  };
}
