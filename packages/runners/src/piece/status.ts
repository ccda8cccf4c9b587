import type { Ending } from '../contract.ts';

/**
 * Exit statuses of a process that does pieces. 2 is wrong usage, as everywhere. `again`: it was asked to stop; `trouble`:
 * a piece is to be tried again, as this machine (a full disk, a folder out of reach) hindered it.
 */
export const STATUS = { done: 0, failed: 1, refused: 3, trouble: 74, again: 75, held: 76 } as const;

/** What a status says; a process that ended in another way was killed, and its piece is to be tried again. */
export function endingOf(status: number | null): Ending {
  const name = Object.entries(STATUS).find(([, value]) => value === status)?.[0];
  if (name === undefined) return status === 2 ? 'failed' : 'again';
  return name === 'trouble' ? 'again' : (name as Ending);
}
