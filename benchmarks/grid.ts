import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExperimentInput, MethodResult } from '@mimmx/experiment';
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
  readonly result: MethodResult;
}

const CACHE = join(import.meta.dirname, '..', '.cache', 'benchmarks');

/** Finished cells are kept under a hash of their configuration and of the sources, so that a stopped grid goes on. */
const placeOf = (cell: Cell, version: string): string =>
  join(
    CACHE,
    `${createHash('sha256')
      .update(JSON.stringify([version, cell.seed, cell.config]))
      .digest('hex')
      .slice(0, 24)}.json`,
  );

/**
 * Trains every cell in `workers` processes of one thread each (`--workers`, or two), and prints a line for each.
 *
 * @param version changes when results of an earlier start must not be used again (the commit, usually)
 */
export async function runGrid(
  cells: readonly Cell[],
  { workers = Number(argument('--workers') ?? 2), version }: { workers?: number; version: string },
): Promise<CellResult[]> {
  mkdirSync(CACHE, { recursive: true });
  const results = new Map<Cell, CellResult>();
  const waiting = cells.filter((cell) => {
    const place = placeOf(cell, version);
    if (!existsSync(place)) return true;
    results.set(cell, { ...cell, result: JSON.parse(readFileSync(place, 'utf8')) as MethodResult });
    return false;
  });
  if (results.size > 0) console.error(`${results.size} of ${cells.length} trainings are there already.`);
  const began = performance.now();
  let done = 0;
  const total = waiting.length;
  const runOn = (child: ChildProcess, cell: Cell) =>
    new Promise<void>((resolve, reject) => {
      child.once('message', (message: { result?: MethodResult; error?: string }) => {
        child.removeAllListeners('exit');
        if (!message.result) return reject(new Error(`${cell.row}, seed ${cell.seed}: ${message.error}`));
        const place = placeOf(cell, version);
        writeFileSync(`${place}.next`, JSON.stringify(message.result));
        renameSync(`${place}.next`, place);
        results.set(cell, { ...cell, result: message.result });
        done++;
        const left = ((performance.now() - began) / done) * (total - done);
        console.error(
          `${String(done).padStart(4)}/${total}  ${cell.row}, seed ${cell.seed}: ${line(message.result)}  (${Math.ceil(left / 60000)} min left)`,
        );
        resolve();
      });
      child.once('exit', (status) =>
        reject(new Error(`${cell.row}, seed ${cell.seed}: the worker ended with status ${status}.`)),
      );
      child.send(cell);
    });
  await Promise.all(
    Array.from({ length: Math.min(workers, waiting.length) }, async () => {
      const child = fork(join(import.meta.dirname, 'worker.ts'));
      try {
        for (let cell = waiting.shift(); cell; cell = waiting.shift()) await runOn(child, cell);
      } finally {
        child.kill();
      }
    }),
  );
  return cells.map((cell) => results.get(cell)!);
}

const line = ({ shifts, leakage }: MethodResult): string => {
  const percent = (value: number | undefined) => (100 * (value ?? Number.NaN)).toFixed(1);
  const leaks = Object.values(leakage).map(({ linear, knn, mlp }) => percent(Math.max(linear, knn, mlp)));
  return `inverted ${percent(shifts.inverted?.accuracy)} balanced ${percent(shifts.balanced?.accuracy)} worst ${percent(shifts.balanced?.worstGroupAccuracy)} leakage ${leaks.join(' ')}`;
};
