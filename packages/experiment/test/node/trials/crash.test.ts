import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { folderTrials } from '../../../src/node/trials/index.ts';
import { trialOf } from '../../trial/example.ts';
import { folderInMemory } from '../temporary-folder.ts';
import { claimAndTrain, expected, train } from './training.ts';
import { STRIKES, type Strike, Victim, withVictims } from './victim.ts';

// All operations, each struck in all three ways, instead of a sample: MIMMX_LONG_TESTS=1.
const long = Boolean(process.env.MIMMX_LONG_TESTS);
if (long) vi.setConfig({ testTimeout: 1_800_000 });
const trial = trialOf(1);

/** The same process cannot be told to be gone, so its silence counts from the first moment. */
const survivorOf = (path: string) => folderTrials(path, { staleAfter: -1 });
const victimOf = (path: string) => folderTrials(path, { heartbeat: 1000 });

let operations = 0;
beforeAll(async () => {
  const victim = new Victim();
  const path = await mkdtemp(join(tmpdir(), 'mimmx-'));
  await withVictims(async () => (await victim.run(() => claimAndTrain(victimOf(path), trial))).ended);
  operations = victim.count;
  await rm(path, { recursive: true });
});

/** Where to strike: at every operation, or at one of `each` in turns. */
const points = (each: number): [number, Strike][] => {
  const all = Array.from({ length: operations }, (_, at) => at);
  return long
    ? all.flatMap((at) => STRIKES.map((strike): [number, Strike] => [at, strike]))
    : all.filter((at) => at % each === 0).map((at) => [at, STRIKES[(at / each) % 3] ?? 'before']);
};

const isAbandoned = (name: string) => /^\.[0-9a-f]{16}\.partial$/.test(name);

/** Nothing but the finished trial is there, and it is what it would have been. */
async function checkFinished(path: string, at: string): Promise<void> {
  const store = folderTrials(path);
  const { result, weights, lines } = expected(trial);
  expect(await store.state(trial.id), at).toEqual({ kind: 'done' });
  expect(await store.result(trial.id), at).toEqual(result);
  expect(await store.weights(trial.id), at).toEqual(weights);
  expect(await store.lines(trial.id), at).toEqual(lines);
  const shard = join(path, 'trials', trial.id.slice(0, 2));
  // What was begun before the trial had a folder is swept an hour later.
  expect((await readdir(shard)).filter((name) => !isAbandoned(name))).toEqual([trial.id]);
  expect((await readdir(join(shard, trial.id))).sort(), at).toEqual(['done', 'trial.json']);
  const left = await readdir(join(shard, trial.id, 'done'));
  expect(left.filter((name) => name !== 'checkpoint').sort(), at).toEqual([
    'beat',
    'metrics.jsonl',
    'result',
  ]);
}

test('a kill at any storage operation costs nothing but what came after the last checkpoint', async () => {
  expect(operations).toBeGreaterThan(60);
  await withVictims(async () => {
    for (const [at, strike] of points(3)) {
      const path = await folderInMemory();
      const victim = new Victim(at, strike);
      const { down } = await victim.run(() => claimAndTrain(victimOf(path), trial));
      expect(down).toBe(true);
      await claimAndTrain(survivorOf(path), trial);
      await checkFinished(path, `struck ${strike} operation ${at}`);
    }
  });
});

test('a holder that sleeps at any storage operation and wakes after it was given up harms nothing', async () => {
  await withVictims(async () => {
    for (const [at, strike] of points(5)) {
      const path = await folderInMemory();
      const victim = new Victim(at, strike);
      const { ended, down } = await victim.run(() => claimAndTrain(victimOf(path), trial));
      expect(down).toBe(true);
      const lease = await survivorOf(path).claim(trial);
      const woken = () => {
        victim.wake();
        return ended.then(
          () => null,
          (error) => error,
        );
      };
      const where = `struck ${strike} operation ${at}`;
      if (!lease) {
        // All was done but to say so.
        await woken();
      } else {
        let slept: Promise<unknown> | null = null;
        await train(lease, async () => {
          slept ??= woken();
          await slept;
        });
        const error = (await (slept ?? woken())) as { code?: string } | null;
        if (error) expect(error.code, `${where}: ${error}`).toBe('E_LEASE_LOST');
      }
      await checkFinished(path, where);
    }
  });
});

test.runIf(long)('kills upon kills come to the same', async () => {
  let state = 12345;
  const random = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state % below;
  };
  await withVictims(async () => {
    for (let round = 0; round < 300; round++) {
      const path = await folderInMemory();
      for (let kill = 0; kill < 4; kill++) {
        const victim = new Victim(random(operations), STRIKES[random(3)]);
        const store = folderTrials(path, { staleAfter: -1, heartbeat: 1000 });
        await victim.run(async () => {
          await store.retry(trial.id);
          await claimAndTrain(store, trial);
        });
      }
      await survivorOf(path).retry(trial.id);
      while ((await survivorOf(path).state(trial.id)).kind !== 'done') {
        await claimAndTrain(survivorOf(path), trial);
        await survivorOf(path).retry(trial.id);
      }
      await checkFinished(path, `round ${round}`);
    }
  });
});
