/**
 * What a sweep asks of Redis: memory of a job that waits, commands of handing over, of a job that is done, and of one that
 * runs. Its own server, counted by its own statistics.
 *
 *   node --conditions=@mimmx/source packages/runners/bench/redis.ts
 */

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { queue, queueOptions } from '../src/queue/index.ts';
import { runNow, sleep } from '../test/engines/installed.ts';
import { piecesOf } from '../test/engines/pieces.ts';
import { startRedis } from '../test/engines/redis.ts';
import { node } from '../test/node.ts';

const redis = await startRedis();
const info = (section: string) => runNow('redis-cli', ['-p', String(redis.port), 'info', section]).stdout;
const memory = () => Number(/used_memory:(\d+)/.exec(info('memory'))?.[1]);
/** Commands since the last look: what came over the network, and all with those inside of scripts. */
const commands = () => {
  const all: Record<string, number> = {};
  for (const [, name = '', calls] of info('commandstats').matchAll(/cmdstat_([^:]+):calls=(\d+)/g))
    all[name] = Number(calls);
  runNow('redis-cli', ['-p', String(redis.port), 'config', 'resetstat']);
  const sum = Object.values(all).reduce((a, b) => a + b, 0);
  return { scripts: (all.evalsha ?? 0) + (all.eval ?? 0), sum };
};
const runner = queue.create({ env: process.env }, queueOptions.parse({ redis: redis.url }));
const worker = fileURLToPath(new URL('../test/engines/queue-worker.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mimmx a folder as sweeps have it-'));
const say = (what: string, { scripts, sum }: ReturnType<typeof commands>, per: number) =>
  console.log(
    `${what}: ${(scripts / per).toFixed(2)} scripts, ${(sum / per).toFixed(1)} commands with those inside of them`,
  );
try {
  const waiting = 10_000;
  const before = memory();
  commands();
  const ids = Array.from({ length: waiting }, (_, i) => `${i.toString(16).padStart(31, '0')}a`);
  const began = performance.now();
  await runner.run({ name: 'waiting', folder, cwd: folder, command: [], pieces: ids.map((id) => ({ id })) });
  console.log(`handing over ${waiting} jobs: ${((performance.now() - began) / 1000).toFixed(1)} s`);
  say('a job handed over', commands(), waiting);
  console.log(`a job that waits: ${((memory() - before) / waiting).toFixed(0)} bytes`);
  await runner.cancel({ name: 'waiting', folder });

  const quick = piecesOf({ count: 200, steps: 1, stepMs: 1 });
  const start = ({ command }: { readonly command: readonly string[] }) =>
    spawn(node[0]!, [...node.slice(1), worker, redis.url, ...command.slice(0, -1)], { stdio: 'ignore' });
  await runner.run(quick.work);
  commands();
  const first = start(quick.work);
  await quick.allDone(600);
  say('a job taken and done', commands(), 200);
  first.kill();

  const slow = piecesOf({ count: 2, steps: 60, stepMs: 1000 });
  await runner.run(slow.work);
  const second = start(slow.work);
  await sleep(15_000);
  commands();
  await sleep(30_000);
  say('two jobs that run, with locks of 3 s: each second', commands(), 30);
  second.kill();
  await sleep(3000);
  for (const { folder: place } of [quick, slow]) rmSync(place, { recursive: true, force: true });
} finally {
  rmSync(folder, { recursive: true, force: true });
  await redis.stop();
}
