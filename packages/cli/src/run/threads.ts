import { availableParallelism } from 'node:os';

/** What backends read when they are set up, in this process and in those that it starts. */
const THREADS = 'MIMMX_THREADS';

/**
 * Settles how many threads a training has. Their number decides the last digits of what a training comes to, so it
 * follows from what is to be trained and not from how many run at a time: the cores shared among as many trainings as
 * could. What a run was begun with stays; MIMMX_THREADS in the environment says otherwise.
 *
 * @param trainings of the run
 * @param recorded threads that the run was begun with
 */
export function settleThreads(trainings: number, recorded: number | null = null): number {
  const cores = availableParallelism();
  const shared = Math.max(1, Math.floor(cores / Math.max(1, Math.min(cores, trainings))));
  const threads = askedThreads() ?? recorded ?? shared;
  useThreads(threads);
  return threads;
}

/** Threads that the environment asks for; undefined if it does not. */
export function askedThreads(): number | undefined {
  const threads = Number(process.env[THREADS]);
  return Number.isInteger(threads) && threads > 0 ? threads : undefined;
}

/** Has what is set up from now on use so many. */
export function useThreads(threads: number): void {
  process.env[THREADS] = String(threads);
}
