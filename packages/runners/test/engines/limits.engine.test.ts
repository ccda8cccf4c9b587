// What goes wrong in a year of sweeps: limits, clocks, disks, hosts that are gone.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { folderTrials } from '../../../experiment/src/node/trials/index.ts';
import { trialOf } from '../../../experiment/test/trial/example.ts';
import { processes } from '../../src/processes/index.ts';
import { queue, queueOptions } from '../../src/queue/index.ts';
import { slurm, slurmOptions } from '../../src/slurm/index.ts';
import { node } from '../node.ts';
import { startCluster } from './cluster.ts';
import { until } from './installed.ts';
import { judge, tidied } from './judge.ts';
import { LEASES } from './pieces.ts';
import { startRedis } from './redis.ts';
import { redisTrouble, slurmTrouble, smallDisk } from './there.ts';

const FAKETIME = [
  '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1',
  '/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1',
].find((path) => existsSync(path));
const { cleanups, pieces } = tidied();

describe('limits, clocks and disks', () => {
  test.skipIf(slurmTrouble !== null)(
    'a time limit of a minute, again and again: the bits of an undisturbed run',
    async () => {
      const cluster = await startCluster({ nodes: 1 });
      cleanups.push(() => cluster.stop());
      // 80 seconds of work where a task may take 60.
      const own = pieces({ count: 1, steps: 160, stepMs: 500 });
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

  test.skipIf(redisTrouble !== null)(
    'a full disk on one machine: it gives its pieces back and stops, another does them',
    async ({ skip }) => {
      const disk = smallDisk('16k') ?? skip();
      cleanups.push(disk.remove);
      const redis = await startRedis();
      cleanups.push(() => redis.stop());
      const own = pieces({ count: 4, steps: 2, stepMs: 50 });
      writeFileSync(join(own.folder, 'scratch-of-full'), disk.path);
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

  test('a full disk under the sweep itself: nothing is lost, and it goes on when there is room', async ({
    skip,
  }) => {
    const small = smallDisk('400k') ?? skip();
    cleanups.push(small.remove);
    const disk = small.path;
    const own = pieces({ count: 12, steps: 2, stepMs: 10 });
    mkdirSync(join(disk, 'trials'));
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
    const store = folderTrials(disk, LEASES);
    for (const id of own.ids) expect((await store.result(id))?.notes[0]).toBe(own.expected(id));
  }, 240_000);
});
