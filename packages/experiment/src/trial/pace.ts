/** The most updates in one go. Beyond, calls cost next to nothing, and batches that wait take memory. */
const MOST = 16;

/** Milliseconds after which a go should be over, so that it can be interrupted and its progress seen. */
const LONG = 250;

/** Share of a go's time spent waiting for images above which goes get shorter: then images are read while it computes. */
const IDLE = 0.05;

/** How many updates are done in one go. The results do not depend on it. */
export interface Pace {
  readonly count: number;
  /** Told after each go how many updates it had, how long it took, and how long of that it waited for images, in ms. */
  note(updates: number, took: number, waited: number): void;
}

/** Begins with single updates, and doubles while they are short and nothing waits for images. */
export function createPace(): Pace {
  let count = 1;
  return {
    get count() {
      return count;
    },
    note(updates, took, waited) {
      const fitting = Math.floor((LONG * updates) / took);
      const wanted = waited > IDLE * took ? count >> 1 : 2 * count;
      count = Math.max(1, Math.min(wanted, fitting, MOST));
    },
  };
}

/** Updates from `step` on until the next one after which something is looked at: the first multiple, or the end. */
export const untilNext = (step: number, end: number, every: readonly number[]): number =>
  Math.min(end - step, ...every.filter((n) => n > 0).map((n) => n - (step % n)));
