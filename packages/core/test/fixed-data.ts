import type { Batch, MethodData, Sampling } from '../src/index.ts';

/** Data whose every source gives the batches of one function, whatever is asked for. */
export function fixedData(
  next: () => Batch,
  batchSize: number,
  sampling: Sampling = 'group-balanced',
): MethodData {
  const none = new Int32Array();
  // No rows of as many confounders as a task may name.
  const z = Array.from({ length: 8 }, () => none);
  const set = () => ({ name: 'train', rows: none, y: none, z, group: none, groups: { count: 0 } });
  return {
    set,
    holdOut: () => ({ train: set(), heldOut: set() }),
    batches: () => ({ batchSize, sampling, next: async () => next(), reweigh: () => {} }),
    async *pass() {
      yield next();
    },
  };
}

/** A network shape as it was before runs had one. */
export const SHAPE = {
  primaryWidth: 1,
  confounderWidth: 2,
  headHidden: 0,
  standardise: true,
  bottleneck: { kind: 'none' },
} as const;
