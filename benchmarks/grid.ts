import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createDataPool,
  type ExperimentInput,
  type Progress,
  resolveConfig,
  type Trial,
  type TrialResult,
  trialsOf,
} from '@mimmx/experiment';
import { folderTrials } from '@mimmx/experiment/node';
import { runInProcesses } from '@mimmx/runners/trials';
import { argument } from './arguments.ts';
import { createBackend } from './backend.ts';
import { registry } from './registry.ts';

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

/** Where everything of a version is kept. */
export const placeOf = (version: string): string => join(CACHE, version);

/** The trial of a cell. */
export const trialOf = ({ row, seed, config }: Cell): Trial => {
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
  const place = placeOf(version);
  mkdirSync(place, { recursive: true });
  const store = folderTrials(place);
  const trials = cells.map(trialOf);
  const left: Trial[] = [];
  for (const trial of trials) if ((await store.state(trial.id)).kind !== 'done') left.push(trial);
  if (left.length < cells.length)
    console.error(`${cells.length - left.length} of ${cells.length} trainings are there already.`);
  const began = performance.now();
  let done = 0;
  const onProgress = (progress: Progress) => {
    if (progress.kind !== 'finished') return;
    done++;
    const minutes = (((performance.now() - began) / done) * (left.length - done)) / 60_000;
    const { row, method, seed } = progress.job as Trial['tags'];
    console.error(
      `${String(done).padStart(4)}/${left.length}  ${row ?? method}, seed ${seed}  (${Math.ceil(minutes)} min left)`,
    );
  };
  if (left.length > 0) {
    const task = mkdtempSync(join(tmpdir(), 'mimmx-grid-'));
    writeFileSync(join(task, 'task.json'), JSON.stringify({ trials: left, store: place }));
    const worker = [join(import.meta.dirname, 'worker.ts'), join(task, 'task.json')];
    const program = { jobs: workers, command: [process.execPath, ...process.execArgv, ...worker] };
    const data = createDataPool(registry, process.cwd());
    const setting = { registry, backend: await createBackend(), store, data, onProgress };
    await runInProcesses(program)(left, setting).finally(() => rmSync(task, { recursive: true }));
    await data.close();
  }
  return Promise.all(
    cells.map(async (cell, i) => ({
      ...cell,
      trial: trials[i]!,
      result: (await store.result(trials[i]!.id))!,
    })),
  );
}
