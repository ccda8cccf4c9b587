import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { queue, queueOptions } from '../../src/queue/index.ts';
import { runnerChecks } from '../../src/testkit/index.ts';
import { node, pieceProgram } from '../node.ts';
import { sleep, until } from './installed.ts';
import { type PieceSetting, piecesOf } from './pieces.ts';
import { startRedis, type TestRedis } from './redis.ts';
import { redisTrouble } from './there.ts';

describe.skipIf(redisTrouble !== null)('queue', () => {
  let redis: TestRedis;
  const folders: string[] = [];
  const workers = new Set<ChildProcess>();
  const program = fileURLToPath(new URL('queue-worker.ts', import.meta.url));
  /** A worker in a process of its own, for the pieces of that program. */
  const worker = (command: readonly string[], more: Record<string, string> = {}) => {
    const child = spawn(node[0]!, [...node.slice(1), program, redis.url, ...command], {
      env: { ...process.env, ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { text: '' };
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (piece) => {
        said.text += piece;
      });
    workers.add(child);
    const ended = new Promise<number | null>((resolve) =>
      child.on('close', (status) => {
        workers.delete(child);
        resolve(status);
      }),
    );
    return { child, said, ended };
  };
  beforeAll(async () => {
    redis = await startRedis({ password: 'secret' });
  }, 30_000);
  afterAll(() => redis?.stop());
  afterEach(async () => {
    for (const child of workers) child.kill('SIGKILL');
    await sleep(100);
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  const runner = (options: Record<string, unknown> = {}) =>
    queue.create({ env: process.env }, queueOptions.parse({ redis: redis.url, ...options }));
  const pieces = (setting: PieceSetting) => {
    const made = piecesOf(setting);
    folders.push(made.folder);
    return made;
  };

  describe('the kit', () => {
    for (const check of runnerChecks(() => runner(), { command: pieceProgram, patience: 120 })) {
      test(check.name, async () => {
        worker(pieceProgram);
        await check.run();
      }, 180_000);
    }
  });

  test('a job is one job however often it is handed over; one delivered twice is done once', async () => {
    const { work, ids, allDone, results, expected, finished } = pieces({ count: 6, steps: 10, stepMs: 50 });
    await Promise.all([runner().run(work), runner().run(work)]);
    const { waiting } = await runner().state(work);
    expect(waiting.size).toBe(6);
    const two = [worker(work.command.slice(0, -1)), worker(work.command.slice(0, -1))];
    // And what a network that loses answers does: the same pieces begun beside the queue.
    spawn(work.command[0]!, [...work.command.slice(1), ...ids], { stdio: 'ignore' });
    await allDone(180, () => two.map(({ said }) => said.text).join('\n'));
    expect(await results()).toEqual(Object.fromEntries(ids.map((id) => [id, expected(id)])));
    expect(
      finished()
        .map((line) => line.split(' ')[0])
        .sort(),
    ).toEqual([...ids].sort());
  }, 240_000);

  test('a worker that is killed loses its jobs to another; Redis may be killed, too', async () => {
    const { work, ids, store, allDone, results, expected, finished } = pieces({
      count: 4,
      steps: 40,
      stepMs: 50,
    });
    await runner().run(work);
    const first = worker(work.command.slice(0, -1));
    await until(async () => (await store.lines(ids[0]!)).length > 3, 60, 'it runs');
    first.child.kill('SIGKILL');
    await sleep(1500);
    await redis.strike();
    const second = worker(work.command.slice(0, -1));
    await allDone(240, () => second.said.text);
    expect(await results()).toEqual(Object.fromEntries(ids.map((id) => [id, expected(id)])));
    expect(new Set(finished()).size).toBe(4);
  }, 300_000);

  test('cancel takes back what waits and stops what runs', async () => {
    const { work, ids, store } = pieces({ count: 6, steps: 1000, stepMs: 50 });
    await runner().run(work);
    const own = worker(work.command.slice(0, -1), { PARALLEL: '1' });
    await until(async () => (await store.lines(ids[0]!)).length > 3, 60, 'it runs');
    expect(await runner().cancel(work)).toMatch(/^Took 5 jobs out of the queue; 1 that run/);
    await until(async () => (await store.state(ids[0]!)).kind === 'waiting', 60, 'it stopped');
    // The folder knows it a moment before Redis does.
    await until(async () => (await runner().state(work)).running.size === 0, 30, 'Redis has heard of it');
    const { waiting } = await runner().state(work);
    expect([waiting.size, own.child.exitCode]).toEqual([0, null]);
  }, 180_000);

  test('a password that is missing or wrong, a Redis that is away, one that forgets', async () => {
    const { work } = pieces({ count: 1, steps: 1, stepMs: 1 });
    const at = (url: string) => runner({ redis: url }).check(work);
    await expect(at(`redis://127.0.0.1:${redis.port}`)).rejects.toThrow(
      /^E_QUEUE_PASSWORD: .* asks for a password/,
    );
    await expect(at(`redis://:wrong@127.0.0.1:${redis.port}`)).rejects.toThrow(
      /^E_QUEUE_PASSWORD: .* does not take this password/,
    );
    await expect(at('redis://127.0.0.1:1')).rejects.toThrow(
      /^E_QUEUE_UNREACHABLE: .*127.0.0.1:1 does not answer/,
    );
    const forgetful = await startRedis({ aof: false, args: ['--maxmemory-policy', 'allkeys-lru'] });
    const notes: string[] = [];
    await runner({ redis: forgetful.url }).check(
      work,
      (event) => event.kind === 'note' && notes.push(event.message),
    );
    await forgetful.stop();
    expect(notes).toEqual([
      expect.stringMatching(/no append-only file/),
      expect.stringMatching(/allkeys-lru/),
    ]);
  }, 60_000);
});
