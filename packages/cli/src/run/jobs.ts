import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { MimmxError } from '@mimmx/core';
import { type Progress, runTrials, type Trial, type TrialResult, type TrialSetting } from '@mimmx/experiment';

/** Says to a process of the command that it is one of several, which train and leave the rest to the first. */
export const WORKER = 'MIMMX_WORKER';

/** Whether this process was started by {@link runInProcesses}. */
export const isWorker = (): boolean => process.env[WORKER] === '1' && process.send !== undefined;

/**
 * How many trials are best trained at a time where nothing is asked for: one for each core, as small operators hardly
 * divide among threads, but no more than there are trials.
 */
export const defaultJobs = (trials: number): number => Math.max(1, Math.min(availableParallelism(), trials));

/**
 * Trains trials in several processes at one store. Each claims what it can get; the cores are shared among them.
 *
 * @param argv arguments of the command that the processes are started with
 */
export function runInProcesses(jobs: number, argv: readonly string[]) {
  return async (trials: readonly Trial[], setting: TrialSetting): Promise<TrialResult[]> => {
    await workInProcesses(jobs, argv, trials, setting);
    // What is left: everything is done, a trial failed, or the workers were stopped.
    return runTrials(trials, setting);
  };
}

/** Has processes train what they can get of these trials. They leave what failed in the store. @throws E_INTERRUPTED, E_WORKER */
export async function workInProcesses(
  jobs: number,
  argv: readonly string[],
  trials: readonly Trial[],
  { store, onProgress = () => {}, signal }: Pick<TrialSetting, 'store' | 'onProgress' | 'signal'>,
): Promise<void> {
  const threads = Math.max(1, Math.floor(availableParallelism() / jobs));
  let done = 0;
  for (const { id } of trials) if ((await store.state(id)).kind === 'done') done++;
  onProgress({ kind: 'trials', total: trials.length, done });
  const workers = Array.from({ length: Math.min(jobs, trials.length - done) }, () =>
    fork(process.argv[1]!, [...argv], {
      env: { ...process.env, [WORKER]: '1', MIMMX_THREADS: String(threads) },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    }),
  );
  const stop = () => {
    for (const worker of workers) worker.kill('SIGINT');
  };
  signal?.addEventListener('abort', stop);
  try {
    const said = await Promise.all(
      workers.map((worker) =>
        ended(worker, signal, (progress) => {
          if (progress.kind === 'finished')
            onProgress({ kind: 'trials', total: trials.length, done: ++done });
          if (progress.kind !== 'trials' && progress.kind !== 'waiting') onProgress(progress);
        }),
      ),
    );
    const stopped = STOPPED.exec(said.join('\n'))?.[1];
    if (signal?.aborted && stopped) throw new MimmxError('E_INTERRUPTED', stopped);
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

/** What a worker says that was stopped in the middle of a trial. */
const STOPPED = /^E_INTERRUPTED: (Stopped .* at update .*)$/m;

/**
 * Waits for the end of a worker, and gives the end of what it said. Its status is told by what it left in the store, so
 * that only its death is an error.
 */
function ended(
  worker: ChildProcess,
  signal: AbortSignal | undefined,
  onProgress: (progress: Progress) => void,
): Promise<string> {
  let said = '';
  worker.stderr?.on('data', (piece: Buffer) => {
    said = (said + piece.toString()).slice(-2000);
  });
  worker.on('message', (progress: Progress) => onProgress(progress));
  return new Promise((resolve, reject) => {
    worker.on('error', reject);
    worker.on('close', (status, killed) => {
      // 1: a trial failed, which the store tells better.
      if (status !== null && [0, 1, 130, 143].includes(status)) return resolve(said);
      // Stopped before it could listen.
      if (signal?.aborted && killed === 'SIGINT') return resolve(said);
      reject(
        new MimmxError(
          'E_WORKER',
          `A training process ended with ${killed ?? `status ${status}`}: ${said.trim().split('\n').at(-1) ?? ''} Run again with --resume; with --jobs 1 if it happens again.`,
        ),
      );
    });
  });
}

/** Sends progress to the process that started this one, at most ten updates a second. */
export function reportToParent(): (progress: Progress) => void {
  let last = 0;
  return (progress) => {
    const now = performance.now();
    if (progress.kind === 'update' && now - last < 100 && progress.step < progress.updates) return;
    if (progress.kind === 'update') last = now;
    if (process.connected) process.send?.(progress);
  };
}
