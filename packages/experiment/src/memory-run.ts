import type { ExperimentRun } from './experiment.ts';
import type { Summary } from './record.ts';
import { memoryTrials } from './trial/memory-store.ts';

/** A run kept in memory: for tests, notebooks and browsers. */
export interface MemoryRun extends ExperimentRun {
  readonly trials: ReturnType<typeof memoryTrials>;
  /** Null until it is concluded. */
  readonly summary: Summary | null;
}

/**
 * An empty {@link MemoryRun}.
 *
 * @example
 * const run = memoryRun();
 * await runExperiment(config, { registry, backend, root: '.', open: async () => run });
 */
export function memoryRun(): MemoryRun {
  let summary: Summary | null = null;
  return {
    trials: memoryTrials(),
    get summary() {
      return summary;
    },
    conclude: async (conclusion) => {
      summary = conclusion.summary;
    },
  };
}
