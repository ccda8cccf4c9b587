import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { MimmxError } from '@mimmx/core';
import { startWorkers } from '@mimmx/experiment/node';
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

/** What a worker is sent. */
export interface WorkerTask extends Surroundings {
  readonly pieces: readonly Piece[];
  readonly folder: string;
}

/** What it says: this estimate came to an end. */
export interface WorkerMessage {
  readonly id: string;
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
  const task: WorkerTask = { pieces: missing, folder, ...surroundings };
  const said = await startWorkers<WorkerMessage>(
    { jobs: Math.min(workers, missing.length), file: worker, task },
    { onMessage: ({ id }) => onProgress?.(++count, pieces.length, names.get(id) ?? id), signal },
  );
  const failures: Failure[] = [];
  for (const piece of missing) {
    const state = await store.state(piece.id);
    if (state.kind === 'failed') failures.push({ name: nameOf(piece), message: state.message });
    else if (state.kind !== 'done' && !signal?.aborted) throw stopped(said);
  }
  return { resultOf: ({ id }) => store.result(id), failures };
}

const stopped = (said: readonly string[]): MimmxError => {
  const line = said.join('\n').trim().split('\n').at(-1) ?? '';
  return new MimmxError('E_WORKER', `A process ended before its estimates were made: ${line} Run again.`);
};
