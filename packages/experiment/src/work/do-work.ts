import { isMimmxError } from '@mimmx/core/contracts';
import type { Work, WorkLease, WorkStore } from './work.ts';

/** Failures that another attempt may not have: the machine's, and those of who asked it to stop. */
const PASSING = [
  'E_INTERRUPTED',
  'E_DISK_FULL',
  'E_PERMISSION',
  'E_STORAGE',
  'E_FROM',
  'E_REFUSED',
  'E_YIELDED',
] as const;

/**
 * Does one piece of work that nobody else does.
 *
 * @param does finishes the lease that it is given
 * @returns null if another process holds it, or asked for it meanwhile; the stored result if it is done
 * @throws what `does` throws; but for interruptions and trouble of the machine it is kept with the work
 */
export async function doWork<W extends Work, Result, Lease extends WorkLease>(
  store: Pick<WorkStore<W, Result, Lease>, 'claim' | 'result'>,
  work: W,
  does: (lease: Lease) => Promise<Result>,
): Promise<Result | null> {
  const lease = await store.claim(work);
  if (!lease) return store.result(work.id);
  try {
    return await does(lease);
  } catch (error) {
    await giveBack(lease, error);
    if (isMimmxError(error, 'E_YIELDED')) return null;
    throw error;
  }
}

async function giveBack(lease: WorkLease, error: unknown): Promise<void> {
  if (isMimmxError(error, 'E_LEASE_LOST')) return;
  const lasting = !PASSING.some((code) => isMimmxError(error, code));
  // What went wrong first is what is to be told, also where giving back goes wrong as well.
  await (lasting && error instanceof Error ? lease.fail(error) : lease.release()).catch(() => {});
}
