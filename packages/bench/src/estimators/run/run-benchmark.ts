import { type EstimatorDefinition, MimmxError, Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { chooseEstimator, formOf, mustSwap, plugin } from '@mimmx/mi-estimators';
import { type BenchmarkRow, summariseRow } from '../row.ts';
import type { BenchmarkTask } from '../task.ts';
import { tasksOf } from '../tasks/index.ts';
import { type EstimatePiece, estimatePiece } from './piece.ts';
import { writeReport } from './report.ts';
import type { EstimateResult, PieceResult } from './results.ts';
import { type Failure, type RunSettings, runPieces } from './run-pieces.ts';
import { findEstimators } from './surroundings.ts';

/** What {@link runBenchmark} shall run. */
export interface BenchmarkOptions extends RunSettings {
  /** A set of tasks (a name of `benchmarks`) or the name of one task. */
  readonly benchmark: string;
  /** Names of estimators; all that take a task's variables if absent. */
  readonly estimators?: readonly string[];
  /** Options of an estimator, by its name. */
  readonly options?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Settings of `estimateMi` for those that train. */
  readonly training?: Readonly<Record<string, unknown>>;
  /** Samples of one estimate. @default 5000 */
  readonly n?: number;
  /** Estimates of each estimator on each task; 0 to sum up what the folder holds already. @default 10 */
  readonly seeds?: number;
}

export interface BenchmarkReport {
  /** One for each estimator and task of which the folder holds estimates, of this run or an earlier one. */
  readonly rows: readonly BenchmarkRow[];
  readonly failures: readonly Failure[];
}

interface Cell {
  readonly task: BenchmarkTask;
  readonly definition: EstimatorDefinition;
}

/**
 * Runs estimators on tasks of known mutual information, in parallel over processes. What the folder holds is not
 * estimated again: a stopped run goes on, and a table can grow by estimators, tasks and seeds. Seeds go outermost, so
 * that what is there at any time is spread over the whole table.
 *
 * @throws E_UNKNOWN_NAME for an unknown benchmark or estimator, E_OPTION for their options, E_FORM if none of the
 *   estimators takes any of the tasks, E_PLUGIN_… for plugins
 */
export async function runBenchmark(options: BenchmarkOptions): Promise<BenchmarkReport> {
  const { seeds = 10 } = options;
  const tasks = tasksOf(options.benchmark);
  const find = await findEstimators(options.plugins);
  const cellsOf = (names: readonly string[]): Cell[] =>
    tasks.flatMap((task) =>
      names
        .map((name) => chooseEstimator(find(name), options.options?.[name]).definition)
        .filter((definition) => takes(definition, task, options.options?.[definition.name]))
        .map((definition) => ({ task, definition })),
    );
  const all = plugin.provides.map(({ name }) => name);
  const names = options.estimators ?? all;
  const cells = cellsOf(names);
  if (cells.length === 0) {
    throw new MimmxError(
      'E_FORM',
      `benchmark "${options.benchmark}": none of ${names.join(', ')} takes its variables. Choose others.`,
    );
  }
  const pieces = Array.from({ length: seeds }, (_, seed) => seed).flatMap((seed) =>
    cells.map((cell) => pieceOf(cell, seed, options)),
  );
  const { resultOf, failures } = await runPieces(pieces, options);
  const rows: BenchmarkRow[] = [];
  for (const cell of cellsOf([...new Set([...all, ...names])]))
    rows.push(...(await rowOf(cell, resultOf, options)));
  writeReport(options.folder, { title: options.benchmark, rows });
  return { rows, failures };
}

/** Sums up all estimates of a cell that the folder holds, whatever run made them. */
async function rowOf(
  cell: Cell,
  resultOf: (piece: EstimatePiece) => Promise<PieceResult | null>,
  options: BenchmarkOptions,
): Promise<BenchmarkRow[]> {
  const results: EstimateResult[] = [];
  for (let seed = 0; ; seed++) {
    const result = await resultOf(pieceOf(cell, seed, options));
    if (!result) break;
    results.push(result as EstimateResult);
  }
  if (results.length === 0) return [];
  const { task, definition } = cell;
  const { unit, bound } = definition;
  const n = options.n ?? SAMPLES;
  return [
    summariseRow(
      { estimator: definition.name, task: task.name, truth: task.truth, n, unit, bound },
      results.map((result) => result.value),
      results.map((result) => result.seconds),
    ),
  ];
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
    const { options } = chooseEstimator(definition, own);
    const estimator = definition.create({ x: formOf(x), y: formOf(y), random }, options);
    if (estimator.form === 'sample') estimator.measure(x, y);
    else tf.dispose([...estimator.variables, ...estimator.state]);
    return true;
  } catch {
    return false;
  }
}

const SAMPLES = 5000;

function pieceOf({ task, definition }: Cell, seed: number, options: BenchmarkOptions): EstimatePiece {
  const { n = SAMPLES, training } = options;
  const own = options.options?.[definition.name];
  return estimatePiece({
    task: task.name,
    estimator: definition.name,
    n,
    seed,
    ...(own && { options: own }),
    ...(training && { training }),
  });
}
