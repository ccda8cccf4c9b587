// Fifty kills at random, and every piece is done once, to the bits of an undisturbed sweep.
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Random } from '@mimmx/core/contracts';
import { describe, expect, test } from 'vitest';
import { trialStates } from '../../../experiment/src/node/sweep/states.ts';
import { processes } from '../../src/processes/index.ts';
import { queue, queueOptions } from '../../src/queue/index.ts';
import { slurm, slurmOptions } from '../../src/slurm/index.ts';
import { node } from '../node.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { runNow, sleep, until } from './installed.ts';
import { judge, type Pieces, tidied } from './judge.ts';
import { LEASES } from './pieces.ts';
import { startRedis } from './redis.ts';
import { redisTrouble, slurmTrouble } from './there.ts';

/** Of each engine: 51 in all. `MIMMX_SEED` draws others. */
const KILLS = 17;
const random = new Random(Number(process.env.MIMMX_SEED ?? 1));
/** Pieces and their steps: enough work that no kill comes too late. */
const WORK = { count: 24, steps: 30, stepMs: 250 };
const { cleanups, pieces } = tidied();

/** Processes that do pieces of a folder. */
const pieceProcesses = (folder: string): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return line.includes('lease-piece.ts') && line.includes(folder) && !line.startsWith('/bin/bash');
      } catch {
        return false;
      }
    })
    .map(Number);

/** Mostly one that trains; now and then any, also one that has only begun. */
const strikeOne = async ({ folder, ids }: Pieces): Promise<boolean> => {
  const states = await trialStates(folder, ids, LEASES);
  const training = [...states.values()].flatMap((state) =>
    state.kind === 'running' ? [state.holder.pid] : [],
  );
  const there = pieceProcesses(folder);
  const pids = random.uniform() < 0.25 ? there : there.filter((pid) => training.includes(pid));
  if (pids.length === 0) return false;
  try {
    process.kill(pids[random.integer(pids.length)]!, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
};

/**
 * So many kills, of these kinds, at random moments. Returns how many of each were made.
 *
 * @param running what must not fail meanwhile
 */
async function strikes(
  own: Pieces,
  kinds: Readonly<Record<string, () => unknown>>,
  running: Promise<unknown> = new Promise(() => {}),
): Promise<string> {
  const made: Record<string, number> = {};
  const names = Object.keys(kinds);
  for (let left = KILLS; left > 0; ) {
    await Promise.race([running, sleep(300 + random.uniform() * 1500)]);
    if ((await own.done()) === own.ids.length) break;
    const name = names[random.integer(names.length)]!;
    // There may be nothing to strike at this moment.
    if ((await kinds[name]!()) === false) continue;
    made[name] = (made[name] ?? 0) + 1;
    left--;
  }
  expect(Object.values(made).reduce((a, b) => a + b, 0)).toBe(KILLS);
  return Object.entries(made)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}

describe('killed at random', () => {
  test('this machine: training processes', async () => {
    const own = pieces(WORK);
    const runner = processes.create({ env: process.env }, { parallel: 4 });
    const running = (async () => {
      while ((await own.done()) < own.ids.length) await runner.run(own.work);
    })();
    const made = await strikes(own, { 'training process': () => strikeOne(own) }, running);
    await running;
    console.info(`killed: ${made}`);
    await judge(own, KILLS);
  }, 600_000);

  test.skipIf(slurmTrouble !== null)(
    'Slurm: training processes, node daemons, tasks queued again',
    async () => {
      const cluster: Cluster = await startCluster({ cpus: 2 });
      cleanups.push(() => cluster.stop());
      const own = pieces({ ...WORK, seconds: 8 });
      const runner = slurm.create({ env: cluster.env }, slurmOptions.parse({ packMinutes: 16 / 60 }));
      await runner.run(own.work);
      const timer = setInterval(() => cluster.hurry(), 1500);
      cleanups.push(() => clearInterval(timer));
      const requeue = () => {
        const running = cluster
          .queue()
          .split('\n')
          .filter((line) => line.includes('RUNNING'));
        const line = running[random.integer(Math.max(1, running.length))];
        return (
          line !== undefined && runNow('scontrol', ['requeue', line.split(' ')[0]!], cluster.env).status === 0
        );
      };
      const made = await strikes(own, {
        'training process': () => strikeOne(own),
        'scontrol requeue': requeue,
        slurmd: () => cluster.strikeNode(cluster.nodes[random.integer(cluster.nodes.length)]!),
      });
      // A task whose node was lost for good is handed over again by the next "sweep run".
      await until(
        async () => {
          if ((await own.done()) === 24) return true;
          const { waiting, running } = await runner.state(own.work);
          if (waiting.size + running.size === 0) await runner.run(own.work);
          await sleep(2000);
          return false;
        },
        400,
        `all are done: ${cluster.queue()}`,
      );
      console.info(`killed: ${made}`);
      await judge(own, KILLS);
    },
    900_000,
  );

  test.skipIf(redisTrouble !== null)(
    'queue: workers, training processes, Redis',
    async () => {
      const redis = await startRedis();
      cleanups.push(() => redis.stop());
      const own = pieces(WORK);
      await queue.create({ env: process.env }, queueOptions.parse({ redis: redis.url })).run(own.work);
      const program = fileURLToPath(new URL('queue-worker.ts', import.meta.url));
      const workers: ChildProcess[] = [];
      const startWorker = () => {
        const child = spawn(
          node[0]!,
          [...node.slice(1), program, redis.url, ...own.work.command.slice(0, -1)],
          { stdio: 'ignore' },
        );
        workers.push(child);
      };
      cleanups.push(() => {
        for (const child of workers) child.kill('SIGKILL');
      });
      startWorker();
      startWorker();
      const strikeWorker = () => {
        workers.splice(random.integer(workers.length), 1)[0]?.kill('SIGKILL');
        startWorker();
      };
      const made = await strikes(own, {
        'training process': () => strikeOne(own),
        worker: strikeWorker,
        Redis: () => redis.strike(),
      });
      await own.allDone(500);
      console.info(`killed: ${made}`);
      await judge(own, KILLS);
    },
    900_000,
  );
});
