import { randomBytes } from 'node:crypto';
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing, storageError, syncFolder } from '@mimmx/data/files';
import { sweepAbandoned } from '../abandoned.ts';

/** Folder of the plan in that of the sweep. */
export const PLAN = 'plan';
/** Names that a plan has while it is put in its place. */
export const isPlan = (name: string): boolean =>
  name === PLAN || /^plan\.[0-9a-f]+(\.old)?\.partial/.test(name);

/**
 * Puts a plan in the place of the one that is there. Any number of processes may do so at once, and others read
 * meanwhile: each writes a folder of its own, and an equal plan stays as it lies. For a moment there may be none.
 *
 * @param write makes the new folder, with its `state.json`, at that path
 * @throws the errors of storage; the plan that was there is then unchanged
 */
export async function putPlan(root: string, write: (path: string) => Promise<void>): Promise<void> {
  const place = join(root, PLAN);
  const aside = () => join(root, `plan.${randomBytes(8).toString('hex')}`);
  const next = `${aside()}.partial`;
  const stateOf = (folder: string) => readFile(join(folder, 'state.json'), 'utf8').catch(() => null);
  try {
    await write(next);
    const state = await stateOf(next);
    for (let put = false; !put && (await stateOf(place)) !== state; ) {
      const old = `${aside()}.old.partial`;
      await rename(place, old).catch((error) => {
        if (!isMissing(error)) throw error;
      });
      // Another process may have put its own there in between: then it is looked at again.
      put = await rename(next, place).then(
        () => true,
        (error) => {
          if (['EEXIST', 'ENOTEMPTY'].includes(error.code)) return false;
          throw error;
        },
      );
      await rm(old, { recursive: true, force: true });
    }
    await syncFolder(root);
  } catch (error) {
    throw storageError(error, 'write', place);
  } finally {
    await rm(next, { recursive: true, force: true }).catch(() => {});
  }
  await sweepAbandoned(root);
}
