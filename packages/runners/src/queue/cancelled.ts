import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const fileOf = (folder: string): string => join(folder, 'queue', 'cancelled');

/** Asks all workers to stop with what they have of a sweep: the folder is what all of them see. */
export async function markCancelled(folder: string): Promise<void> {
  await mkdir(join(folder, 'queue'), { recursive: true });
  await writeFile(
    fileOf(folder),
    'Workers stop at this sweep until "mimmx sweep run" takes this file away.\n',
  );
}

export const unmarkCancelled = (folder: string): Promise<void> => rm(fileOf(folder), { force: true });

export const isCancelled = (folder: string): Promise<boolean> =>
  access(fileOf(folder)).then(
    () => true,
    () => false,
  );
