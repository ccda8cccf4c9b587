import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type EstimatorDefinition, MimmxError, Random } from '@mimmx/core';
import * as tf from '@tensorflow/tfjs';
import {
  type BenchmarkRow,
  type BenchmarkTask,
  biasVarianceChart,
  summariseRow,
  tasksOf,
} from '../benchmark/index.ts';
import { plugin } from '../plugin.ts';
import { choose, mustSwap } from '../standalone/choose.ts';
import { formOf } from '../standalone/input.ts';
import type { BackendModule, Job } from './job.ts';
import { openLedger } from './ledger.ts';
import { runPool } from './pool.ts';

/** What {@link runBenchmark} shall run. */
export interface BenchmarkOptions {
  /** A set of tasks (`small`, `transforms`, `gaussian`) or the name of one task. */
  readonly benchmark: string;
  /** Names of estimators; all that take a task's variables if absent. */
  readonly estimators?: readonly string[];
  /** Options of an estimator, by its name. */
  readonly options?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Settings of `estimateMi` for those that train. */
  readonly training?: Readonly<Record<string, unknown>>;
  /** Samples of one estimate. @default 5000 */
  readonly n?: number;
  /** Estimates of each estimator on each task. @default 10 */
  readonly seeds?: number;
  /** Folder for `results.json`, `bias-variance.svg` and the ledger that makes a stopped run go on. */
  readonly folder: string;
  /** Worker threads. @default one for each core */
  readonly workers?: number;
  /** Backend of each worker; TensorFlow.js's `cpu` if absent, which is slow. */
  readonly backend?: BackendModule;
  readonly onProgress?: (done: number, of: number, last: string) => void;
  readonly signal?: AbortSignal;
}

export interface BenchmarkReport {
  readonly rows: readonly BenchmarkRow[];
  /** Estimates that failed, with their messages. */
  readonly failures: readonly { readonly key: string; readonly message: string }[];
}

/**
 * Runs estimators on tasks of known mutual information, in parallel over threads. A run that was stopped continues: what
 * the folder's ledger holds is not estimated again.
 *
 * @throws E_UNKNOWN_NAME for an unknown benchmark or estimator, E_OPTION for their options
 */
export async function runBenchmark(options: BenchmarkOptions): Promise<BenchmarkReport> {
  const { n = 5000, seeds = 10, folder, workers = availableParallelism() } = options;
  const tasks = tasksOf(options.benchmark);
  const names = options.estimators ?? plugin.provides.map(({ name }) => name);
  const cells = tasks.flatMap((task) =>
    names
      .map((name) => choose(name, options.options?.[name]).definition)
      .filter((definition) => takes(definition, task, options.options?.[definition.name]))
      .map((definition) => ({ task, definition })),
  );
  if (cells.length === 0) {
    throw new MimmxError(
      'E_FORM',
      `benchmark "${options.benchmark}": none of ${names.join(', ')} takes its variables. Choose others.`,
    );
  }
  mkdirSync(folder, { recursive: true });
  const ledger = openLedger(join(folder, 'ledger.jsonl'));
  const jobs = cells.flatMap(({ task, definition }) =>
    Array.from({ length: seeds }, (_, seed) => job(task.name, definition.name, n, seed, options)),
  );
  const failures: { key: string; message: string }[] = [];
  let done = jobs.filter(({ key }) => ledger.done.has(key)).length;
  const tell = (key: string) => options.onProgress?.(++done, jobs.length, key);
  await runPool(
    jobs.filter(({ key }) => !ledger.done.has(key)),
    {
      workers,
      ...(options.backend && { backend: options.backend }),
      ...(options.signal && { signal: options.signal }),
      onResult(result) {
        ledger.add(result);
        tell(result.key);
      },
      onFailure(key, message) {
        failures.push({ key, message });
        tell(key);
      },
    },
  );
  const rows = cells.flatMap(({ task, definition }) => {
    const results = Array.from({ length: seeds }, (_, seed) =>
      ledger.done.get(job(task.name, definition.name, n, seed, options).key),
    ).filter((result) => result !== undefined);
    if (results.length === 0) return [];
    const { unit, bound } = definition;
    const head = { estimator: definition.name, task: task.name, truth: task.truth, n, unit, bound };
    return [
      summariseRow(
        head,
        results.map((result) => result.value),
        results.map((result) => result.seconds),
      ),
    ];
  });
  writeWhole(join(folder, 'results.json'), `${JSON.stringify(rows, null, 1)}\n`);
  writeWhole(join(folder, 'bias-variance.svg'), biasVarianceChart(options.benchmark, rows));
  return { rows, failures };
}

/** Whether an estimator takes a task's variables, in either order, under those options: it is tried on a few rows. */
function takes(
  definition: EstimatorDefinition,
  task: BenchmarkTask,
  own?: Readonly<Record<string, unknown>>,
) {
  const random = new Random(0);
  let { x, y } = task.sample(64, random);
  try {
    if (mustSwap(definition, x, y)) [x, y] = [y, x];
    const { options } = choose(definition, own);
    const estimator = definition.create({ x: formOf(x), y: formOf(y), random }, options);
    if (estimator.form === 'sample') estimator.measure(x, y);
    else tf.dispose([...estimator.variables, ...estimator.state]);
    return true;
  } catch {
    return false;
  }
}

function job(task: string, estimator: string, n: number, seed: number, options: BenchmarkOptions): Job {
  const own = options.options?.[estimator];
  const key = JSON.stringify([task, estimator, n, seed, own ?? {}, options.training ?? {}]);
  return {
    key,
    task,
    estimator,
    n,
    seed,
    ...(own && { options: own }),
    ...(options.training && { training: options.training }),
  };
}

/** A file appears whole or not at all. */
function writeWhole(path: string, text: string): void {
  writeFileSync(`${path}.part`, text);
  renameSync(`${path}.part`, path);
}
