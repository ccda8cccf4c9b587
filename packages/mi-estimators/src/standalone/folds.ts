import type { Random, Samples } from '@mimmx/core';

/** One estimator to train: its variables, and which of their rows it learns from, stops by, and is read on. */
export interface Member {
  readonly x: Samples;
  readonly y: Samples;
  /** Importance of each row; equal if absent. */
  readonly weights?: Float32Array;
  readonly train: Int32Array;
  readonly select: Int32Array;
  readonly test: Int32Array;
}

/**
 * Splits rows at random into as many parts, and gives each part its turn as `test`, with the next as `select` and all
 * others as `train`. Every row is tested on once, by an estimator that has not seen it.
 */
export function foldMembers(
  pair: Pick<Member, 'x' | 'y' | 'weights'>,
  rows: Int32Array,
  folds: number,
  random: Random,
): Member[] {
  const order = random.shuffle(rows.slice());
  const parts = Array.from({ length: folds }, (_, f) =>
    order.slice(Math.floor((f * order.length) / folds), Math.floor(((f + 1) * order.length) / folds)),
  );
  return parts.map((test, f) => {
    const select = parts[(f + 1) % folds]!;
    const rest = parts.filter((part) => part !== test && part !== select);
    return { ...pair, test, select, train: Int32Array.from(rest.flatMap((part) => [...part])) };
  });
}
