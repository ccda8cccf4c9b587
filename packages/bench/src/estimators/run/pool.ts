import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Job, JobResult } from './job.ts';
import type { Surroundings } from './surroundings.ts';

type Message = { ready: true } | { result: JobResult } | { error: string; key: string };

/** The worker's file: beside this one as a source, by its name of the build in the package. */
const worker = new URL(
  import.meta.url.endsWith('.ts') ? './worker.ts' : './estimator-worker.js',
  import.meta.url,
);

/** How jobs are spread. */
export interface Spreading extends Surroundings {
  /** Worker threads. @default one for each core */
  readonly workers?: number;
  readonly signal?: AbortSignal;
}

export interface PoolSettings extends Spreading {
  onResult(result: JobResult): void;
  onFailure(key: string, message: string): void;
}

/**
 * Runs jobs over worker threads, each with a backend of its own. Resolves when all are done, or after those under way
 * when `signal` says stop: a thread that is ended in the middle of a compiled step takes the process with it.
 */
export async function runPool(jobs: readonly Job[], settings: PoolSettings): Promise<void> {
  const queue = [...jobs];
  const count = Math.min(settings.workers ?? availableParallelism(), queue.length);
  await Promise.all(Array.from({ length: count }, () => work(queue, settings)));
}

function work(queue: Job[], settings: PoolSettings): Promise<void> {
  const { backend, plugins, signal, onResult, onFailure } = settings;
  return new Promise((resolve, reject) => {
    const thread = new Worker(worker, { workerData: { backend, plugins } satisfies Surroundings });
    thread.on('error', reject);
    thread.on('message', (message: Message) => {
      if ('result' in message) onResult(message.result);
      if ('error' in message) onFailure(message.key, message.error);
      const next = queue.shift();
      if (next && !signal?.aborted) thread.postMessage(next);
      else void thread.terminate().then(() => resolve());
    });
  });
}
