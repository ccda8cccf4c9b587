import { readFileSync } from 'node:fs';
import { doWork, type ResultLease } from '@mimmx/experiment';
import { pieceProcess, stopSignals, type Tried } from '@mimmx/runners';
import { compute } from './compute.ts';
import type { Piece } from './piece.ts';
import { type PieceResult, resultsOf } from './results.ts';
import type { WorkerTask } from './run-pieces.ts';
import { findEstimators, openBackend } from './surroundings.ts';

// Makes, in a process of its own, the estimates that its starter hands over: node worker.ts FILE_OF_THE_TASK

/** Does one after the other; one under way is finished when it is asked to stop. */
async function work({ pieces, folder, backend: wanted, plugins }: WorkerTask): Promise<number> {
  const { signal, release } = stopSignals();
  const backend = await openBackend(wanted);
  const find = await findEstimators(plugins);
  const store = resultsOf(folder);
  const known = new Map(pieces.map((piece) => [piece.id, piece]));
  const one = async (id: string): Promise<Tried> => {
    try {
      const result = await doWork<Piece, PieceResult, ResultLease<PieceResult>>(
        store,
        known.get(id)!,
        async (lease) => {
          const made = await compute(known.get(id)!, find, backend);
          await lease.finish(made);
          return made;
        },
      );
      if (result !== null) return { ending: 'done' };
    } catch (error) {
      // What is kept with the estimate is told from there.
      if ((await store.state(id)).kind !== 'failed')
        return { ending: 'again', message: error instanceof Error ? error.message : String(error) };
    }
    const { kind } = await store.state(id);
    return { ending: kind === 'running' ? 'held' : kind === 'waiting' ? 'again' : kind };
  };
  return pieceProcess([], one, { signal, patience: 0 }).finally(release);
}

work(JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as WorkerTask)
  .then((status) => {
    process.exitCode = status;
  })
  .catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
