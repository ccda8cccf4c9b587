import { doWork, type ResultLease, runWork } from '@mimmx/experiment';
import { compute } from './compute.ts';
import type { Piece } from './piece.ts';
import { type PieceResult, resultsOf } from './results.ts';
import type { WorkerMessage, WorkerTask } from './run-pieces.ts';
import { findEstimators, openBackend } from './surroundings.ts';

// Makes, in a process of its own, what it can claim of the estimates that its parent sends.
const abort = new AbortController();
process.on('SIGINT', () => abort.abort());
process.on('disconnect', () => process.exit());

const tell = (message: WorkerMessage): void => void process.send?.(message);

async function work({ pieces, folder, backend: wanted, plugins }: WorkerTask): Promise<void> {
  const backend = await openBackend(wanted);
  const find = await findEstimators(plugins);
  const store = resultsOf(folder);
  const own = new Set<string>();
  await runWork<Piece, PieceResult>(pieces, {
    store,
    does: (piece) =>
      doWork<Piece, PieceResult, ResultLease<PieceResult>>(store, piece, async (lease) => {
        own.add(piece.id);
        const result = await compute(piece, find, backend);
        await lease.finish(result);
        return result;
      }).catch(async (error) => {
        // What is kept with the estimate is told from there; the others go on.
        if ((await store.state(piece.id)).kind === 'failed') return null;
        throw error;
      }),
    onResult: ({ id }) => own.has(id) && tell({ id }),
    onFailed: ({ id }) => own.has(id) && tell({ id }),
    onStop() {},
    signal: abort.signal,
    wait: true,
  });
}

process.once('message', (task: WorkerTask) => {
  work(task)
    .catch((error) => {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    })
    .finally(() => process.disconnect());
});
