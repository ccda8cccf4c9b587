import type { Metrics, Update } from '@mimmx/core';

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

/** Updates of which the first compiles: what they took says nothing of those to come. */
const FIRST = 2;

/** Makes the next updates of a training, several in one go where its method can. */
export interface Goes {
  /** Milliseconds of every update so far. */
  readonly times: readonly number[];
  /** @param most updates until something is looked at. Numbers of each update made: one at least, `most` at most. */
  next(most: number): Promise<readonly Metrics[]>;
}

/** @param waited milliseconds that the training has waited for images so far */
export function createGoes(update: Update, waited: () => number = () => 0): Goes {
  const pace = createPace();
  const times: number[] = [];
  return {
    times,
    async next(most) {
      const { series } = update;
      const [from, before] = [performance.now(), waited()];
      const list = series ? await series(Math.min(pace.count, most)) : [await update()];
      const took = performance.now() - from;
      for (let i = 0; i < list.length; i++) times.push(took / list.length);
      if (times.length > FIRST) pace.note(list.length, took, waited() - before);
      return list;
    },
  };
}
