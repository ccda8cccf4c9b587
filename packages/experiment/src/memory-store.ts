import type { Checkpoint, Environment, Job, JobResult, MetricLine, RunStore, Summary } from './record.ts';

const key = ({ method, seed }: Job) => `${method}/${seed}`;

/** A run kept in memory: for tests, notebooks and browsers. */
export interface MemoryStore extends RunStore {
  readonly opened: { config: unknown; environment: Environment } | null;
  readonly summary: Summary | null;
  readonly results: readonly JobResult[];
  readonly checkpoints: ReadonlyMap<string, Checkpoint>;
}

/** An empty {@link MemoryStore}. */
export function memoryStore(): MemoryStore {
  const checkpoints = new Map<string, Checkpoint>();
  const lines = new Map<string, readonly MetricLine[]>();
  const done = new Map<string, JobResult>();
  let opened: MemoryStore['opened'] = null;
  let summary: Summary | null = null;
  return {
    get opened() {
      return opened;
    },
    get summary() {
      return summary;
    },
    get results() {
      return [...done.values()];
    },
    checkpoints,
    open: async (config, environment) => {
      opened = { config, environment };
    },
    checkpoint: async (job) => checkpoints.get(key(job)) ?? null,
    save: async (checkpoint, metrics) => {
      checkpoints.set(key(checkpoint), checkpoint);
      lines.set(key(checkpoint), [...metrics]);
    },
    metrics: async (job) => [...(lines.get(key(job)) ?? [])],
    finished: async (job) => done.get(key(job)) ?? null,
    finish: async (result, checkpoint) => {
      done.set(key(result), result);
      checkpoints.set(key(result), checkpoint);
    },
    conclude: async (concluded) => {
      summary = concluded;
    },
  };
}
