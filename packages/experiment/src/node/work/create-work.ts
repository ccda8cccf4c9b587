import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PRIVATE, syncFolder, writeDurably } from '@mimmx/data/files';
import { sweepAbandoned } from '../abandoned.ts';
import { beat } from './beat.ts';
import { exists, workName } from './work-folder.ts';

/** What the system says of a rename onto a folder that is there. */
const THERE = new Set(['EEXIST', 'ENOTEMPTY', 'EPERM', 'EACCES']);

/** Makes the folder of a piece of work with all that belongs in it, as one, unless it is there. */
export async function createWork(folder: string, file: string, text: string): Promise<void> {
  if (await exists(folder)) return;
  const shard = dirname(folder);
  await mkdir(shard, { recursive: true, mode: PRIVATE.folder });
  await sweepAbandoned(shard);
  const aside = join(shard, `.${randomBytes(8).toString('hex')}.partial`);
  try {
    await mkdir(aside, { mode: PRIVATE.folder });
    await writeDurably(join(aside, file), text);
    const work = join(aside, workName({ kind: 'free', attempt: 0, crashes: 0 }));
    await mkdir(work, { mode: PRIVATE.folder });
    await beat(work);
    await syncFolder(aside);
    await rename(aside, folder);
    await syncFolder(shard);
  } catch (error) {
    await rm(aside, { recursive: true, force: true }).catch(() => {});
    if (!THERE.has((error as NodeJS.ErrnoException).code ?? '') || !(await exists(folder))) throw error;
  }
}
