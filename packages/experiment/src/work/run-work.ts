import type { Holder, Work, WorkLease, WorkStore } from './work.ts';

/** Seconds between two looks at work that other processes hold. */
const LOOK_AGAIN = 2;

const pause = (seconds: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, seconds * 1000);
    signal?.addEventListener('abort', done);
  });

/** How pieces of work are done, and who is told. */
export interface WorkSetting<W extends Work, Result> {
  readonly store: Pick<WorkStore<W, Result, WorkLease>, 'result' | 'state'>;
  /** Does one; null if another process holds it. */
  does(work: W): Promise<Result | null>;
  /** A result is there: made now, or found. */
  onResult?(work: W, result: Result): void;
  /** Told once of work that another process holds. */
  onHeld?(work: W, holder: Holder): void;
  /** Work that failed in another process, now or earlier. Passed over if this returns. */
  onFailed(work: W, message: string): void;
  /** Called before each piece once `signal` says stop; throws, or ends the loop by returning. */
  onStop(work: W): void;
  readonly signal?: AbortSignal | undefined;
  /** Waits for what others hold, so that all results are given. */
  readonly wait: boolean;
}

/**
 * Does pieces of work one after the other in this process, beside any number of others at the same store: what another
 * holds is passed over and looked at again at the end, what another finished is taken from the store.
 *
 * @returns the results that are there in the end, by id
 */
export async function runWork<W extends Work, Result>(
  works: readonly W[],
  { store, does, onResult, onHeld, onFailed, onStop, signal, wait }: WorkSetting<W, Result>,
): Promise<Map<string, Result>> {
  const results = new Map<string, Result>();
  const told = new Set<string>();
  let left = [...works];
  while (left.length > 0) {
    const held: W[] = [];
    for (const work of left) {
      if (signal?.aborted) {
        onStop(work);
        return results;
      }
      const result = (await store.result(work.id)) ?? (await does(work));
      if (result !== null) {
        results.set(work.id, result);
        onResult?.(work, result);
        continue;
      }
      const state = await store.state(work.id);
      if (state.kind === 'failed') {
        onFailed(work, state.message);
        continue;
      }
      held.push(work);
      if (state.kind !== 'running' || told.has(work.id)) continue;
      told.add(work.id);
      onHeld?.(work, state.holder);
    }
    if (!wait) break;
    left = held;
    if (left.length > 0) await pause(LOOK_AGAIN, signal);
  }
  return results;
}
