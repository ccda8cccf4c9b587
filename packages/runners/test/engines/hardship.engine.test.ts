// What goes wrong in a year of sweeps, in some minutes: kills at random, limits, clocks, disks.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Random } from '@mimmx/core/contracts';
import { afterEach, describe, expect, test } from 'vitest';
import { trialOf } from '../../../experiment/test/trial/example.ts';
import { processes } from '../../src/processes/index.ts';
import { queue, queueOptions } from '../../src/queue/index.ts';
import { slurm, slurmOptions } from '../../src/slurm/index.ts';
import { node } from '../node.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { redisMissing, runNow, sleep, slurmMissing, until } from './installed.ts';
import { LEASES, type PieceSetting, piecesOf } from './pieces.ts';
import { startRedis } from './redis.ts';

/** Of each engine; `MIMMX_KILLS=17` makes fifty in all. */
const KILLS = Number(process.env.MIMMX_KILLS ?? 6);
const random = new Random(Number(process.env.MIMMX_SEED ?? 1));
const FAKETIME = [
  '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1',
  '/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1',
].find((path) => existsSync(path));

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
}, 60_000);
const pieces = (setting: PieceSetting) => {
  const made = piecesOf(setting);
  cleanups.push(() => rmSync(made.folder, { recursive: true, force: true, maxRetries: 3 }));
  return made;
};
type Pieces = ReturnType<typeof piecesOf>;

/** Every piece is done, came to what it has to, and was finished by one process only. */
async function judge({ ids, results, expected, finished }: Pieces): Promise<void> {
  expect(await results()).toEqual(Object.fromEntries(ids.map((id) => [id, expected(id)])));
  const counts = new Map<string, number>();
  for (const line of finished()) counts.set(line.split(' ')[0]!, (counts.get(line.split(' ')[0]!) ?? 0) + 1);
  // One that was killed after its last rename and before it could say so has no line.
  expect(Math.max(...counts.values())).toBe(1);
  expect(counts.size).toBeGreaterThanOrEqual(ids.length - KILLS);
}

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

const strikeOne = (folder: string): boolean => {
  const pids = pieceProcesses(folder);
  if (pids.length === 0) return false;
  try {
    process.kill(pids[random.integer(pids.length)]!, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
};

/** Kills of that many kinds at random moments until all are spent or the work is done. */
async function strikes(own: Pieces, count: number, kinds: readonly (() => unknown)[]): Promise<number> {
  let made = 0;
  for (let i = 0; i < count; i++) {
    await sleep(500 + random.uniform() * 2500);
    if ((await own.done()) === own.ids.length) break;
    const struck = await kinds[random.integer(kinds.length)]!();
    if (struck !== false) made++;
  }
  return made;
}

describe('killed at random', () => {
  test('processes', async () => {
    const own = pieces({ count: 24, steps: 12, stepMs: 250 });
    let over = false;
    const once = async () => {
      await processes.create({ env: process.env }, { parallel: 4 }).run(own.work);
    };
    const running = (async () => {
      while ((await own.done()) < 24) await once();
      over = true;
    })();
    const made = await strikes(own, KILLS, [() => strikeOne(own.folder)]);
    await running;
    expect(over).toBe(true);
    console.info(`${made} kills of training processes`);
    await judge(own);
  }, 600_000);

  test.skipIf(slurmMissing.length > 0)(
    'Slurm: training processes, node daemons, tasks queued again',
    async () => {
      const cluster: Cluster = await startCluster({ cpus: 2 });
      cleanups.push(() => cluster.stop());
      const own = pieces({ count: 24, steps: 12, stepMs: 250, seconds: 3 });
      const runner = slurm.create({ env: cluster.env }, slurmOptions.parse({ packMinutes: 6 / 60 }));
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
      const made = await strikes(own, KILLS, [
        () => strikeOne(own.folder),
        () => strikeOne(own.folder),
        requeue,
        () => cluster.strikeNode(cluster.nodes[random.integer(cluster.nodes.length)]!),
      ]);
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
      console.info(`${made} kills of training processes and node daemons, and tasks queued again`);
      await judge(own);
    },
    900_000,
  );

  test.skipIf(redisMissing.length > 0)(
    'queue: workers, training processes, Redis',
    async () => {
      const redis = await startRedis();
      cleanups.push(() => redis.stop());
      const own = pieces({ count: 24, steps: 12, stepMs: 250 });
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
      const made = await strikes(own, KILLS, [
        () => strikeOne(own.folder),
        strikeWorker,
        () => strikeOne(own.folder),
        () => redis.strike(),
      ]);
      await own.allDone(500);
      console.info(`${made} kills of workers, training processes and Redis`);
      await judge(own);
    },
    900_000,
  );
});

describe('limits, clocks and disks', () => {
  test.skipIf(slurmMissing.length > 0)(
    'a time limit of a minute, again and again: the bits of an undisturbed run',
    async () => {
      const cluster = await startCluster({ nodes: 1 });
      cleanups.push(() => cluster.stop());
      // Two minutes of work where a task may take one.
      const own = pieces({ count: 1, steps: 240, stepMs: 500 });
      await slurm.create({ env: cluster.env }, slurmOptions.parse({ time: 1 })).run(own.work);
      await own.allDone(560, () => {
        cluster.hurry();
        return `${cluster.queue()}\n${cluster.logs()}`;
      });
      const output = readFileSync(join(own.folder, 'slurm', '0001', 'output', '0.txt'), 'utf8');
      const starts = output.split('\n').filter((line) => /, start \d+$/.test(line)).length;
      console.info(`${starts} starts of one task`);
      expect(starts).toBeGreaterThan(1);
      await judge(own);
    },
    600_000,
  );

  test('the lease of a host that died is taken over when it has been silent, and not before', async () => {
    const own = pieces({ count: 1, steps: 3, stepMs: 10 });
    const lease = (await own.store.claim(trialOf(1)))!;
    await lease.save({ step: 1, variables: {}, state: { step: 1, value: 'ignored' } });
    await lease.release();
    // As another machine would have left it: its mark is none that this machine could ask about.
    const [shard] = readdirSync(join(own.folder, 'trials'));
    const folder = join(own.folder, 'trials', shard!, own.ids[0]!);
    const free = readdirSync(folder).find((name) => name.startsWith('free-'))!;
    spawnSync('mv', [
      join(folder, free),
      join(folder, 'held-1-0-4242-99-deadbeef-0123456789abcdef-gone_host'),
    ]);
    writeFileSync(join(folder, 'held-1-0-4242-99-deadbeef-0123456789abcdef-gone_host', 'beat'), '\n');
    expect(await own.store.state(own.ids[0]!)).toMatchObject({
      kind: 'running',
      holder: { host: 'gone_host', pid: 4242 },
    });
    const began = performance.now();
    await processes.create({ env: process.env }, { parallel: 1 }).run(own.work);
    expect((performance.now() - began) / 1000).toBeGreaterThan(LEASES.staleAfter - 1);
    expect(await own.done()).toBe(1);
  }, 120_000);

  test.skipIf(!FAKETIME)(
    'a host whose clock is ten minutes off takes over nothing that lives',
    async () => {
      const own = pieces({ count: 2, steps: 60, stepMs: 200 });
      const first = processes.create({ env: process.env }, { parallel: 2 }).run(own.work);
      await until(async () => (await own.store.lines(own.ids[1]!)).length > 2, 60, 'both run');
      for (const clock of ['+10m', '-10m']) {
        // Only this host's clock: files have the times that the file system gave them.
        const env = {
          ...process.env,
          LD_PRELOAD: FAKETIME!,
          FAKETIME: clock,
          NO_FAKE_STAT: '1',
          FAKETIME_DONT_FAKE_MONOTONIC: '1',
        };
        const { stdout } = spawnSync(node[0]!, ['-e', 'console.log(Date.now())'], { env, encoding: 'utf8' });
        expect(Math.abs(Math.abs(Number(stdout) - Date.now()) - 600_000)).toBeLessThan(30_000);
        const [program, ...args] = own.work.command;
        spawn(program!, [...args, ...own.ids], { env, stdio: 'ignore' });
      }
      await first;
      await own.allDone(120);
      await judge(own);
      expect(own.finished().length).toBe(2);
    },
    240_000,
  );

  test.skipIf(process.getuid?.() !== 0 || redisMissing.length > 0)(
    'a full disk on one machine: it gives its pieces back and stops, another does them',
    async () => {
      const redis = await startRedis();
      cleanups.push(() => redis.stop());
      const disk = mkdtempSync(join(tmpdir(), 'mimmx-full-'));
      expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', disk]).status).toBe(0);
      cleanups.push(() => spawnSync('umount', [disk]));
      const own = pieces({ count: 4, steps: 2, stepMs: 50 });
      writeFileSync(join(own.folder, 'scratch-of-full'), disk);
      await queue.create({ env: process.env }, queueOptions.parse({ redis: redis.url })).run(own.work);
      const program = fileURLToPath(new URL('queue-worker.ts', import.meta.url));
      const start = (name: string) => {
        const child = spawn(
          node[0]!,
          [...node.slice(1), program, redis.url, ...own.work.command.slice(0, -1)],
          {
            env: { ...process.env, SLURMD_NODENAME: name, PARALLEL: '1' },
            stdio: ['ignore', 'ignore', 'pipe'],
          },
        );
        let said = '';
        child.stderr.on('data', (piece) => {
          said += piece;
        });
        cleanups.push(() => child.kill('SIGKILL'));
        return new Promise<string>((resolve) => child.on('close', () => resolve(said)));
      };
      expect(await start('full')).toMatch(
        /^E_WORKER: This machine hindered 3 pieces one after the other, last: E_DISK_FULL/,
      );
      expect(await own.done()).toBe(0);
      void start('good');
      await own.allDone(120);
      await judge(own);
    },
    240_000,
  );

  test.skipIf(process.getuid?.() !== 0)(
    'a full disk under the sweep itself: nothing is lost, and it goes on when there is room',
    async () => {
      const disk = mkdtempSync(join(tmpdir(), 'mimmx-small-'));
      expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=400k', 'tmpfs', disk]).status).toBe(0);
      cleanups.push(() => spawnSync('umount', [disk]));
      const own = pieces({ count: 12, steps: 2, stepMs: 10 });
      for (const folder of ['trials']) mkdirSync(join(disk, folder));
      spawnSync('ln', ['-s', join(disk, 'trials'), join(own.folder, 'linked')]);
      spawnSync('cp', [join(own.folder, 'pieces.json'), disk]);
      const work = {
        ...own.work,
        folder: disk,
        cwd: disk,
        command: [...own.work.command.slice(0, -1), disk],
      };
      const notes: string[] = [];
      const run = () =>
        processes
          .create({ env: process.env }, { parallel: 1 })
          .run(work, { on: (event) => event.kind === 'note' && notes.push(event.message) });
      await run();
      expect(notes.length).toBeGreaterThan(0);
      expect(notes[0]).toMatch(/is left: .*(no space left|ENOSPC)/);
      expect(spawnSync('mount', ['-o', 'remount,size=20m', disk]).status).toBe(0);
      await run();
      const { folderTrials } = await import('../../../experiment/src/node/trials/index.ts');
      const store = folderTrials(disk, LEASES);
      for (const id of own.ids) expect((await store.result(id))?.notes[0]).toBe(own.expected(id));
    },
    240_000,
  );
});
