import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MimmxError } from '@mimmx/core';
import { runPool } from '@mimmx/runners';
import { nameOf, type Piece } from './piece.ts';
import { type PieceResult, resultsOf } from './results.ts';
import type { Surroundings } from './surroundings.ts';

/** Where results go, how estimates are spread over processes, and who is told. */
export interface RunSettings extends Surroundings {
  /** Folder for the results: a stopped run goes on there, and several may share it. */
  readonly folder: string;
  /** Processes. @default one for each core */
  readonly workers?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, of: number, last: string) => void;
}

/** An estimate that did not come to an end. */
export interface Failure {
  /** `ksg on gaussian-1d-0.5 (seed 3)`. */
  readonly name: string;
  readonly message: string;
}

/** What a worker reads from the file that it is started with. */
export interface WorkerTask extends Surroundings {
  readonly pieces: readonly Piece[];
  readonly folder: string;
}

/** The worker's file: beside this one as a source, by its name of the build in the package. */
const worker = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './estimator-worker.js', import.meta.url),
);

/**
 * Makes the estimates that the folder does not hold yet; those that failed are tried again. Stops after the ones under
 * way when `signal` says so.
 *
 * @returns what the folder holds of any estimate, and what failed
 * @throws E_RUN_FORMAT, E_WORKER, and the errors of storage
 */
export async function runPieces(
  pieces: readonly Piece[],
  { folder, onProgress, workers = availableParallelism(), signal, ...surroundings }: RunSettings,
): Promise<{
  resultOf(piece: Piece): Promise<PieceResult | null>;
  readonly failures: readonly Failure[];
}> {
  mkdirSync(folder, { recursive: true });
  const store = resultsOf(folder);
  const missing: Piece[] = [];
  for (const piece of pieces) {
    await store.retry(piece.id);
    if ((await store.state(piece.id)).kind !== 'done') missing.push(piece);
  }
  const names = new Map(pieces.map((piece) => [piece.id, nameOf(piece)]));
  let count = pieces.length - missing.length;
  const { left } = await work(
    { pieces: missing, folder, ...surroundings },
    Math.min(workers, missing.length),
    signal,
    (id) => onProgress?.(++count, pieces.length, names.get(id) ?? id),
  );
  const failures: Failure[] = [];
  for (const piece of missing) {
    const state = await store.state(piece.id);
    if (state.kind === 'failed') failures.push({ name: nameOf(piece), message: state.message });
    else if (state.kind !== 'done' && !signal?.aborted) throw stopped(left.get(piece.id));
  }
  return { resultOf: ({ id }) => store.result(id), failures };
}

/** Has processes make these estimates, with the cores shared among them. */
async function work(
  task: WorkerTask,
  processes: number,
  signal: AbortSignal | undefined,
  onEnd: (id: string) => void,
) {
  const place = mkdtempSync(join(tmpdir(), 'mimmx-estimates-'));
  const file = join(place, 'task.json');
  const threads = Math.max(1, Math.floor(availableParallelism() / Math.max(1, processes)));
  try {
    writeFileSync(file, JSON.stringify(task));
    return await runPool(
      {
        name: 'the benchmark',
        folder: task.folder,
        pieces: task.pieces.map(({ id }) => ({ id })),
        command: [process.execPath, ...process.execArgv, worker, file],
        cwd: process.cwd(),
      },
      {
        processes,
        env: { ...process.env, MIMMX_THREADS: String(threads) },
        ...(signal ? { signal } : {}),
        on: (event) => {
          if (event.kind === 'ended' && (event.ending === 'done' || event.ending === 'failed'))
            onEnd(event.id);
        },
      },
    );
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

const stopped = (why = 'nobody has begun it.'): MimmxError =>
  new MimmxError('E_WORKER', `An estimate was not made: ${why} Run again.`);
