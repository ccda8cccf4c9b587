import { availableParallelism } from 'node:os';
import { MimmxError } from '@mimmx/core/contracts';
import { type Progress, runTrials, type Trial, type TrialResult, type TrialSetting } from '@mimmx/experiment';
import { runPool } from '../processes/index.ts';

/**
 * How many trainings are best done at a time where nothing is asked for: one for each core, as small operators hardly
 * divide among threads, but no more than there are. Measured in docs/sweeps.md.
 */
export const defaultJobs = (trials: number): number => Math.max(1, Math.min(availableParallelism(), trials));

/** A program that serves trials (`serveTrials`), started several times. */
export interface TrialProgram {
  /** Processes at a time. */
  readonly jobs: number;
  /** Program and its arguments, e.g. `[...thisProgram(), 'train']`. */
  readonly command: readonly string[];
  /** Told of a trial that is begun again: its process died, or the machine hindered it. */
  readonly say?: (line: string) => void;
}

/** The program that runs, up to its arguments. */
export const thisProgram = (): string[] => [process.execPath, ...process.execArgv, process.argv[1]!];

type Told = Pick<TrialSetting, 'store' | 'onProgress' | 'signal'>;

/**
 * Has processes do these trials, with the cores shared among them: the pool of the `processes` runner. They leave what
 * failed in the store. A process that dies is replaced, and goes on with its trial.
 *
 * @throws E_INTERRUPTED, E_WORKER
 */
export async function workInProcesses(
  { jobs, command, say = () => {} }: TrialProgram,
  trials: readonly Trial[],
  { store, onProgress = () => {}, signal }: Told,
): Promise<void> {
  const left: Trial[] = [];
  for (const trial of new Map(trials.map((one) => [one.id, one])).values()) {
    const { kind } = await store.state(trial.id);
    if (kind !== 'done' && kind !== 'failed') left.push(trial);
  }
  let done = trials.length - left.length;
  const tell = () => onProgress({ kind: 'trials', total: trials.length, done });
  tell();
  const processes = Math.min(jobs, left.length);
  // What is settled already stays: numbers depend on it.
  const threads =
    process.env.MIMMX_THREADS ?? Math.max(1, Math.floor(availableParallelism() / Math.max(1, processes)));
  let stopped: string | null = null;
  const pieces = left.map(({ id, from }) => ({ id, ...(from === undefined ? {} : { after: from }) }));
  const work = { name: 'the run', folder: '.', pieces, command, cwd: process.cwd() };
  await runPool(work, {
    processes,
    env: { ...process.env, MIMMX_THREADS: String(threads) },
    ...(signal ? { signal } : {}),
    on(event) {
      if (event.kind === 'told') {
        const progress = event.value as Progress;
        if (progress.kind !== 'trials' && progress.kind !== 'waiting') onProgress(progress);
      } else if (event.kind === 'ended' && event.ending === 'done') {
        done++;
        tell();
      } else if (event.kind === 'ended' && event.ending === 'again') {
        const { message = '' } = event;
        if (!signal?.aborted) say(`${nameOf(left, event.id)} is tried again: ${message}`);
        else if (message.startsWith(STOPPED)) stopped = message.slice(STOPPED.length);
      }
    },
  });
  if (signal?.aborted && stopped !== null) throw new MimmxError('E_INTERRUPTED', stopped);
}

/** What a process says of a trial that was stopped in the middle. */
const STOPPED = 'E_INTERRUPTED: ';

const nameOf = (trials: readonly Trial[], id: string): string => {
  const { method, seed } = trials.find((one) => one.id === id)!.tags;
  return `"${method}" (seed ${seed})`;
};

/** Trains trials in several processes at one store. */
export const runInProcesses =
  (program: TrialProgram) =>
  async (trials: readonly Trial[], setting: TrialSetting): Promise<TrialResult[]> => {
    await workInProcesses(program, trials, setting);
    // What is left: everything is done, a trial failed, or the processes were stopped.
    return runTrials(trials, setting);
  };
