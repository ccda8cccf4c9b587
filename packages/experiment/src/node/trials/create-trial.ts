import { randomBytes } from 'node:crypto';
import { lstat, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFolder, writeDurably } from '@mimmx/data/files';
import type { Trial } from '../../trial/trial.ts';
import { beat } from './beat.ts';
import { TRIAL, trialText } from './trial-file.ts';
import { exists, workName } from './work-folder.ts';

/** How long what was begun to be made may lie before it counts as a kill's, ms. */
const ABANDONED = 3_600_000;
/** What the system says of a rename onto a folder that is there. */
const THERE = new Set(['EEXIST', 'ENOTEMPTY', 'EPERM', 'EACCES']);

/** Makes the folder of a trial with all that belongs in it, as one, unless it is there. */
export async function createTrial(folder: string, trial: Trial): Promise<void> {
  if (await exists(folder)) return;
  const shard = dirname(folder);
  await mkdir(shard, { recursive: true });
  await sweep(shard);
  const aside = join(shard, `.${randomBytes(8).toString('hex')}.partial`);
  try {
    await mkdir(aside);
    await writeDurably(join(aside, TRIAL), trialText(trial));
    const work = join(aside, workName({ kind: 'free', attempt: 0, crashes: 0 }));
    await mkdir(work);
    await beat(work);
    await syncFolder(aside);
    await rename(aside, folder);
    await syncFolder(shard);
  } catch (error) {
    await rm(aside, { recursive: true, force: true }).catch(() => {});
    if (!THERE.has((error as NodeJS.ErrnoException).code ?? '') || !(await exists(folder))) throw error;
  }
}

/** Takes away what kills left in the folder of some hundred trials. */
async function sweep(shard: string): Promise<void> {
  for (const name of await readdir(shard)) {
    if (!name.endsWith('.partial')) continue;
    const path = join(shard, name);
    const stat = await lstat(path).catch(() => null);
    if (stat && Date.now() - stat.mtimeMs > ABANDONED) await rm(path, { recursive: true, force: true });
  }
}
