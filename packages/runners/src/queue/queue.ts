import type { JobType, Queue } from 'bullmq';
import { defineRunner, type EngineState, type Work } from '../contract.ts';
import { isCancelled, markCancelled, unmarkCancelled } from './cancelled.ts';
import { connect, queueLibraries } from './connect.ts';
import { jobId, type PieceJob, pieceOf } from './job.ts';
import { type QueueOptions, queueOptions } from './options.ts';

/** Jobs that are handed over at a time. */
const AT_ONCE = 1000;

type Env = Readonly<Record<string, string | undefined>>;

/** Pieces as jobs of a BullMQ queue on Redis, which `mimmx worker` takes on any machine that sees the sweep's folder. */
export const queue = defineRunner({
  name: 'queue',
  summary: 'A Redis queue from which workers on several machines take; needs a folder that all of them share',
  source: 'BullMQ',
  options: queueOptions,
  create({ env }, options) {
    return {
      detached: true,
      async check(_, on = () => {}) {
        await withQueue(options, env, async (_queue, warnings) => {
          for (const message of warnings) on({ kind: 'note', message });
        });
      },
      run: (work, { on = () => {} } = {}) =>
        withQueue(options, env, async (own) => {
          await unmarkCancelled(work.folder);
          await retryFailed(own, work);
          const before = await stateIn(own, work.folder);
          const fresh = work.pieces.filter(({ id }) => !before.waiting.has(id) && !before.running.has(id));
          for (let i = 0; i < fresh.length; i += AT_ONCE) {
            await own.addBulk(
              fresh.slice(i, i + AT_ONCE).map(({ id, after }) => ({
                name: work.name,
                data: { folder: work.folder, id, name: work.name, ...(after === undefined ? {} : { after }) },
                opts: { jobId: jobId(work.folder, id), removeOnComplete: true, removeOnFail: false },
              })),
            );
          }
          const known = work.pieces.length - fresh.length;
          on({
            kind: 'note',
            message: `Queue "${options.queue}": ${fresh.length} jobs handed over${known > 0 ? `, ${known} were there already` : ''}`,
          });
          const workers = await own.getWorkersCount().catch(() => null);
          if (workers === 0) {
            on({
              kind: 'note',
              message: 'No worker takes from this queue yet. On each machine: mimmx worker --queue URL',
            });
          }
        }),
      state: (work) => withQueue(options, env, (own) => stateIn(own, work.folder)),
      cancel: (work) =>
        withQueue(options, env, async (own) => {
          await markCancelled(work.folder);
          const { waiting, running } = await stateIn(own, work.folder);
          const ids = [...waiting];
          for (let i = 0; i < ids.length; i += 100) {
            // One that a worker takes at this moment cannot be removed; the worker sees the mark.
            await Promise.all(
              ids.slice(i, i + 100).map((id) => own.remove(jobId(work.folder, id)).catch(() => 0)),
            );
          }
          return `Took ${waiting.size} jobs out of the queue; ${running.size} that run save themselves and stop.`;
        }),
    };
  },
});

async function withQueue<T>(
  options: QueueOptions,
  env: Env,
  use: (own: Queue<PieceJob>, warnings: readonly string[]) => Promise<T>,
): Promise<T> {
  const { client, warnings } = await connect(options, env);
  const { bullmq } = await queueLibraries();
  const own = new bullmq.Queue<PieceJob>(options.queue, { connection: client, skipVersionCheck: true });
  own.on('error', () => {});
  try {
    return await use(own as Queue<PieceJob>, warnings);
  } finally {
    await own.close();
    client.disconnect();
  }
}

/** Ids only: jobs themselves would be a hundred bytes each, ten thousand times. */
async function stateIn(own: Queue<PieceJob>, folder: string): Promise<EngineState> {
  const ids = async (...types: JobType[]) =>
    (await own.getRanges(types, 0, -1)).flatMap((job: string) => pieceOf(folder, job) ?? []);
  const waiting = new Set(await ids('wait', 'delayed', 'prioritized'));
  const running = new Map((await ids('active')).map((id) => [id, 'a worker'] as const));
  const workers = await own.getWorkersCount().catch(() => null);
  const notes: string[] = [];
  if (waiting.size > 0 && workers === 0)
    notes.push('Queue: no worker takes from it. On each machine: mimmx worker --queue URL');
  if (await isCancelled(folder))
    notes.push('Cancelled: workers leave this sweep alone until "mimmx sweep run"');
  return { waiting, running, notes };
}

/** Jobs that the queue gave up, as their workers died too often, come back. */
async function retryFailed(own: Queue<PieceJob>, { folder, pieces }: Work): Promise<void> {
  const asked = new Set(pieces.map(({ id }) => jobId(folder, id)));
  const failed: string[] = await own.getRanges(['failed'], 0, -1);
  for (const id of failed.filter((one) => asked.has(one)))
    await (await own.getJob(id))?.retry().catch(() => {});
}
