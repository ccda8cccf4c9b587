import { fork } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ExperimentInput,
  resolveConfig,
  type Trial,
  type TrialResult,
  trialsOf,
} from '@mimmx/experiment';
import { folderTrials } from '@mimmx/experiment/node';
import { argument } from './arguments.ts';

/** One training of a grid: a configuration with a single method and a single seed. */
export interface Cell {
  /** Row of the table it belongs to. */
  readonly row: string;
  readonly seed: number;
  readonly config: ExperimentInput;
}

/** What a cell came to. */
export interface CellResult extends Cell {
  readonly trial: Trial;
  readonly result: TrialResult;
}

const CACHE = join(import.meta.dirname, '..', '.cache', 'benchmarks');

const trialOf = ({ row, seed, config }: Cell): Trial => {
  const [trial] = trialsOf(resolveConfig({ ...config, seeds: [seed] }));
  return { ...trial!, tags: { ...trial!.tags, row } };
};

/**
 * Trains every cell in `--workers` processes (or two) of one thread each, and prints a line for each. Finished trials
 * are kept under the version, so that a stopped grid goes on.
 *
 * @param version changes when results of an earlier start must not be used again (the commit, usually)
 */
export async function runGrid(
  cells: readonly Cell[],
  { workers = Number(argument('--workers') ?? 2), version }: { workers?: number; version: string },
): Promise<CellResult[]> {
  const place = join(CACHE, version);
  mkdirSync(place, { recursive: true });
  const store = folderTrials(place);
  const trials = cells.map(trialOf);
  const left: Trial[] = [];
  for (const trial of trials) if ((await store.state(trial.id)).kind !== 'done') left.push(trial);
  if (left.length < cells.length)
    console.error(`${cells.length - left.length} of ${cells.length} trainings are there already.`);
  const began = performance.now();
  let done = 0;
  const work = () =>
    new Promise<void>((resolve, reject) => {
      const child = fork(join(import.meta.dirname, 'worker.ts'), {
        env: { ...process.env, MIMMX_THREADS: '1' },
      });
      child.on('message', (message: { kind: string; message?: string; job?: Trial['tags'] }) => {
        if (message.kind === 'finished') {
          done++;
          const minutes = (((performance.now() - began) / done) * (left.length - done)) / 60_000;
          console.error(
            `${String(done).padStart(4)}/${left.length}  ${message.job?.row ?? message.job?.method}, seed ${message.job?.seed}  (${Math.ceil(minutes)} min left)`,
          );
          return;
        }
        child.removeAllListeners('exit');
        child.kill();
        if (message.kind === 'done') resolve();
        else reject(new Error(message.message));
      });
      child.once('exit', (status) => reject(new Error(`A worker ended with status ${status}.`)));
      child.send({ trials: left, store: place });
    });
  await Promise.all(Array.from({ length: Math.min(workers, left.length) }, work));
  return Promise.all(
    cells.map(async (cell, i) => ({
      ...cell,
      trial: trials[i]!,
      result: (await store.result(trials[i]!.id))!,
    })),
  );
}
