import { availableParallelism, hostname } from 'node:os';
import { MimmxError } from '@mimmx/core/contracts';
import type { Job } from 'bullmq';
import type { Tried } from '../piece/index.ts';
import { isCancelled } from './cancelled.ts';
import { connect, type QueuePlace, queueLibraries } from './connect.ts';
import { jobId, type PieceJob } from './job.ts';
import { createSlot } from './slot.ts';

/** Milliseconds until a job comes up again that others hold, or that a machine hindered. */
const HELD_WAIT = 20_000;
const AGAIN_WAIT = 1000;
/** So many hindered pieces in a row say that it is the machine. */
const MOST_TROUBLE = 3;
/** Milliseconds between two looks at whether a sweep was cancelled. */
const LOOK = 5000;

export interface WorkerSetting extends QueuePlace {
  readonly queue: string;
  /** Pieces at a time, each in a process of its own; one for each core if absent. */
  readonly parallel?: number | undefined;
  /** Seconds for which a job stays this worker's without a sign of life. */
  readonly lock?: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** How to begin a piece of that sweep here. @throws what says that this machine cannot, in one line */
  start(
    folder: string,
  ): Promise<{ readonly command: readonly string[]; readonly cwd: string; readonly folder: string }>;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
  /** Ends when there is nothing to do for so many seconds; never if absent. */
  readonly idleSeconds?: number | undefined;
}

/**
 * Takes pieces from a queue until it is asked to stop. Each runs in a process of its own, so that this one is free to
 * say that it lives. A piece that ends its process comes back to the queue, as does one whose worker dies.
 *
 * @throws E_QUEUE_…; E_REFUSED if this machine has other data or versions than a sweep began with; E_WORKER if it
 *   hinders piece after piece
 */
export async function runWorker(setting: WorkerSetting): Promise<void> {
  const { queue, signal, say, lock = 30 } = setting;
  const { client, place, warnings } = await connect(setting, setting.env);
  for (const warning of warnings) say(warning);
  const { bullmq } = await queueLibraries();
  const parallel = setting.parallel ?? availableParallelism();
  const threads = Math.max(1, Math.floor(availableParallelism() / parallel));
  const env = { ...setting.env, MIMMX_THREADS: String(threads) };
  const slots = Array.from({ length: parallel }, () => createSlot(env));
  const free = [...slots];
  let trouble = 0;
  let last = performance.now();
  let busy = 0;
  let stopping = false;
  let end: (error?: MimmxError) => void = () => {};
  const ended = new Promise<void>((resolve, reject) => {
    end = (error) => {
      if (stopping) return;
      stopping = true;
      for (const slot of slots) slot.stop();
      if (error) reject(error);
      else resolve();
    };
  });
  ended.catch(() => {});

  const one = async ({ folder, id, name }: PieceJob): Promise<Tried> => {
    const slot = free.pop()!;
    let look: NodeJS.Timeout | undefined;
    try {
      const started = await setting.start(folder).catch((error): Tried => {
        return { ending: 'refused', message: error instanceof Error ? error.message : String(error) };
      });
      if ('ending' in started) return started;
      if (await isCancelled(started.folder)) return { ending: 'failed', message: 'cancelled' };
      let cancelled = false;
      look = setInterval(async () => {
        cancelled ||= await isCancelled(started.folder);
        if (cancelled) slot.stop();
      }, LOOK);
      say(`${name} ${id.slice(0, 8)}: begun`);
      const began = performance.now();
      const tried = await slot.do(started.command, started.cwd, id);
      const seconds = ((performance.now() - began) / 1000).toFixed(0);
      say(
        `${name} ${id.slice(0, 8)}: ${tried.ending} after ${seconds} s${tried.message ? `: ${tried.message}` : ''}`,
      );
      return cancelled ? { ending: 'failed', message: 'cancelled' } : tried;
    } finally {
      clearInterval(look);
      free.push(slot);
    }
  };

  const own = new bullmq.Queue<PieceJob>(queue, { connection: client, skipVersionCheck: true });
  own.on('error', () => {});
  /** Whether a job is still to be done: one that is done has left, one that was given up does not count. */
  const waits = async (id: string): Promise<boolean> => {
    const state = await own.getJobState(id);
    return !['unknown', 'completed', 'failed'].includes(state);
  };

  const process_ = async (job: Job<PieceJob>, token?: string) => {
    const later = async (wait: number) => {
      await job.moveToDelayed(Date.now() + wait, token);
      throw new bullmq.DelayedError();
    };
    if (stopping) await later(AGAIN_WAIT);
    const { folder, after } = job.data;
    if (after !== undefined && (await waits(jobId(folder, after)))) await later(AGAIN_WAIT);
    busy++;
    const tried = await one(job.data).finally(() => {
      busy--;
      last = performance.now();
    });
    const { ending, message = '' } = tried;
    if (ending === 'done' || ending === 'failed') {
      trouble = 0;
      return tried;
    }
    if (ending === 'refused') {
      end(new MimmxError('E_REFUSED', message.replace(/^E_\w+: /, '')));
    } else if (ending === 'again' && !stopping && /^E_(DISK_FULL|PERMISSION|STORAGE)/.test(message)) {
      if (++trouble >= MOST_TROUBLE) {
        end(
          new MimmxError(
            'E_WORKER',
            `This machine hindered ${trouble} pieces one after the other, last: ${message}`,
          ),
        );
      }
    }
    return later(ending === 'held' ? HELD_WAIT : AGAIN_WAIT);
  };

  const worker = new bullmq.Worker<PieceJob>(queue, process_, {
    connection: client,
    concurrency: parallel,
    lockDuration: lock * 1000,
    stalledInterval: lock * 1000,
    // Whether a piece kills its processes is decided by its folder, not by how many workers died with it.
    maxStalledCount: 1000,
    drainDelay: 2,
    skipVersionCheck: true,
  });
  // Redis away, a lock lost meanwhile: the folder knows what is done, and the job comes back.
  worker.on('error', () => {});
  const stop = () => end();
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  const idle = setInterval(() => {
    if (setting.idleSeconds === undefined || busy > 0) return;
    if (performance.now() - last > setting.idleSeconds * 1000) end();
  }, 500);
  say(
    `Taking from queue "${queue}" at ${place.shown} on ${hostname()}, ${parallel} at a time. Ctrl-C saves and stops.`,
  );
  try {
    await ended;
  } finally {
    clearInterval(idle);
    signal.removeEventListener('abort', stop);
    await worker.close();
    await own.close();
    await Promise.all(slots.map((slot) => slot.end()));
    client.disconnect();
  }
}
