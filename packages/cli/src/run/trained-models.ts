import { MimmxError } from '@mimmx/core';
import type { RunStore } from '@mimmx/experiment';
import { runFolder } from '@mimmx/experiment/node';

/**
 * A finished run as a store whose jobs are trained but not yet tested: an experiment on it restores each model, has no
 * update left to do, tests it, and leaves the run as it is.
 */
export function trainedModels(path: string): RunStore {
  const run = runFolder(path);
  return {
    open: async () => {},
    checkpoint: async (job) => {
      const checkpoint = await run.checkpoint(job);
      if (checkpoint) return checkpoint;
      throw new MimmxError(
        'E_CHECKPOINT',
        `Run ${path} has no trained model of "${job.method}" with seed ${job.seed}. Train it first.`,
      );
    },
    metrics: (job) => run.metrics(job),
    finished: async () => null,
    save: async () => {},
    finish: async () => {},
    conclude: async () => {},
  };
}
