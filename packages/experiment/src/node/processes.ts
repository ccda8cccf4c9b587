import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { MimmxError } from '@mimmx/core/contracts';
import type { Progress } from '../progress.ts';
import type { TrialSetting } from '../trial/run-trial.ts';
import { runTrials } from '../trial/run-trials.ts';
import type { TrialResult } from '../trial/store.ts';
import type { Trial } from '../trial/trial.ts';

/** Says to a process that it is one of several, which do what they can get and leave the rest to the first. */
const WORKER = 'MIMMX_WORKER';

/** Whether this process was started by {@link startWorkers}. */
export const isWorker = (): boolean => process.env[WORKER] === '1' && process.send !== undefined;

/**
 * How many pieces of work are best done at a time where nothing is asked for: one for each core, as small operators
 * hardly divide among threads, but no more than there are.
 */
export const defaultJobs = (works: number): number => Math.max(1, Math.min(availableParallelism(), works));

/** A program that does what it can claim, started several times. */
export interface Workers {
  readonly jobs: number;
  /** Script of the program, and its arguments. */
  readonly file: string;
  readonly argv?: readonly string[];
  /** Sent to each as its first message. */
  readonly task?: unknown;
}

/** Who is told of what workers send, and what stops them. */
export interface WorkersSetting<Message> {
  onMessage(message: Message): void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Starts processes, with the cores shared among them (`MIMMX_THREADS`), and waits until all have ended. How their work
 * went is told by what they left in the store, so that only the death of one is an error.
 *
 * @returns the end of what each said on stderr
 * @throws E_WORKER
 */
export async function startWorkers<Message>(
  { jobs, file, argv = [], task }: Workers,
  { onMessage, signal }: WorkersSetting<Message>,
): Promise<string[]> {
  const threads = Math.max(1, Math.floor(availableParallelism() / jobs));
  const workers = Array.from({ length: jobs }, () => {
    const worker = fork(file, [...argv], {
      env: { ...process.env, [WORKER]: '1', MIMMX_THREADS: String(threads) },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    if (task !== undefined) worker.send(task as object);
    return worker;
  });
  const stop = () => {
    for (const worker of workers) worker.kill('SIGINT');
  };
  signal?.addEventListener('abort', stop);
  try {
    return await Promise.all(workers.map((worker) => ended(worker, { onMessage, signal })));
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

function ended<Message>(
  worker: ChildProcess,
  { onMessage, signal }: WorkersSetting<Message>,
): Promise<string> {
  let said = '';
  worker.stderr?.on('data', (piece: Buffer) => {
    said = (said + piece.toString()).slice(-2000);
  });
  worker.on('message', (message: Message) => onMessage(message));
  return new Promise((resolve, reject) => {
    worker.on('error', reject);
    worker.on('close', (status, killed) => {
      // 1: a piece of work failed, which the store tells better.
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

/** What a worker says that was stopped in the middle of a trial. */
const STOPPED = /^E_INTERRUPTED: (Stopped .* at update .*)$/m;

/**
 * Has processes train what they can get of these trials. They leave what failed in the store.
 *
 * @throws E_INTERRUPTED, E_WORKER
 */
export async function workInProcesses(
  program: Workers,
  trials: readonly Trial[],
  { store, onProgress = () => {}, signal }: Pick<TrialSetting, 'store' | 'onProgress' | 'signal'>,
): Promise<void> {
  let done = 0;
  for (const { id } of trials) if ((await store.state(id)).kind === 'done') done++;
  const tell = () => onProgress({ kind: 'trials', total: trials.length, done });
  tell();
  const onMessage = (progress: Progress) => {
    if (progress.kind === 'finished') {
      done++;
      tell();
    }
    if (progress.kind !== 'trials' && progress.kind !== 'waiting') onProgress(progress);
  };
  const jobs = Math.min(program.jobs, trials.length - done);
  const said = await startWorkers<Progress>({ ...program, jobs }, { onMessage, signal });
  const stopped = STOPPED.exec(said.join('\n'))?.[1];
  if (signal?.aborted && stopped) throw new MimmxError('E_INTERRUPTED', stopped);
}

/** Trains trials in several processes at one store. Each claims what it can get. */
export function runInProcesses(program: Workers) {
  return async (trials: readonly Trial[], setting: TrialSetting): Promise<TrialResult[]> => {
    await workInProcesses(program, trials, setting);
    // What is left: everything is done, a trial failed, or the workers were stopped.
    return runTrials(trials, setting);
  };
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
