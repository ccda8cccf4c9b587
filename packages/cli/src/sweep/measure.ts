import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MimmxError } from '@mimmx/core';
import { atomicWrite } from '@mimmx/data/files';
import type { Progress } from '@mimmx/experiment';
import { type Planned, trialOfLine } from '@mimmx/experiment/node';
import type { TrialDoer } from './do-trial.ts';
import type { Measured } from './look.ts';

/**
 * Does the first trial of a plan, to see how long one takes and how large it is; what it comes to is kept. After so many
 * seconds it is saved and the rest is reckoned from its pace.
 *
 * @throws E_SWEEP_FIRST if it failed: so would the others
 */
export async function measureFirst(
  doer: TrialDoer,
  first: Planned,
  most: number,
  stop: AbortSignal,
): Promise<Measured | null> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), most * 1000);
  const signal = AbortSignal.any([limit.signal, stop]);
  const began = performance.now();
  let [share, firstAt, firstStep] = [0, 0, 0];
  const onProgress = (progress: Progress) => {
    if (progress.kind !== 'update') return;
    if (firstAt === 0) [firstAt, firstStep] = [performance.now(), progress.step];
    share = progress.step / progress.updates;
  };
  const tried = await doer.do(first.id, signal, onProgress);
  clearTimeout(timer);
  const seconds = (performance.now() - began) / 1000;
  if (tried.ending === 'failed' || tried.ending === 'refused') {
    throw new MimmxError(
      'E_SWEEP_FIRST',
      `The first trial failed, so the others were not begun: ${tried.message ?? ''}`,
    );
  }
  const path = join(doer.folder.path, 'trials', first.id.slice(0, 2), first.id);
  const bytes = await sizeOf(path);
  const whole = tried.ending === 'done' && share > 0;
  // It was done before: then its own record says how long it took.
  if (tried.ending === 'done' && share === 0) return null;
  if (!whole && share <= 0) return null;
  const { updates } = trialOfLine(doer.folder.head, first).training;
  const paced =
    (firstAt - began) / 1000 +
    ((performance.now() - firstAt) / 1000 / Math.max(1, share * updates - firstStep + 1)) * updates;
  const measured = { seconds: whole ? seconds : paced, bytes, whole };
  await atomicWrite(join(doer.folder.path, 'measured.json'), `${JSON.stringify(measured)}\n`);
  return measured;
}

async function sizeOf(folder: string): Promise<number> {
  let sum = 0;
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    // Blocks, not bytes: a small file takes a whole one.
    const { blocks, size } = await stat(join(entry.parentPath, entry.name));
    sum += blocks > 0 ? blocks * 512 : size;
  }
  return sum;
}
