import { Worker } from 'node:worker_threads';
import type { BackendModule, Job, JobResult } from './job.ts';

type Message = { ready: true } | { result: JobResult } | { error: string; key: string };

/** The worker's file: beside this one as a source, by its name of the build in the package. */
const worker = new URL(
  import.meta.url.endsWith('.ts') ? './worker.ts' : './benchmark-worker.js',
  import.meta.url,
);

export interface PoolSettings {
  readonly workers: number;
  readonly backend?: BackendModule;
  readonly signal?: AbortSignal;
  onResult(result: JobResult): void;
  onFailure(key: string, message: string): void;
}

/** Runs jobs over worker threads, each with a backend of its own. Resolves when all are done, or `signal` says stop. */
export async function runPool(jobs: readonly Job[], settings: PoolSettings): Promise<void> {
  const queue = [...jobs];
  const count = Math.min(settings.workers, queue.length);
  await Promise.all(Array.from({ length: count }, () => work(queue, settings)));
}

function work(queue: Job[], { backend, signal, onResult, onFailure }: PoolSettings): Promise<void> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(worker, { workerData: { backend } });
    const stop = () => void thread.terminate().then(() => resolve());
    signal?.addEventListener('abort', stop, { once: true });
    thread.on('error', reject);
    thread.on('message', (message: Message) => {
      if ('result' in message) onResult(message.result);
      if ('error' in message) onFailure(message.key, message.error);
      const next = queue.shift();
      if (next && !signal?.aborted) thread.postMessage(next);
      else stop();
    });
  });
}
