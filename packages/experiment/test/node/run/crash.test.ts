import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openRecord, openRun, type Run } from '../../../src/node/run/index.ts';
import { checkpointOf, lineOf, resultOf, trialOf } from '../../trial/example.ts';
import { environment, summaryOf } from '../run-example.ts';
import { folderInMemory } from '../temporary-folder.ts';
import { STRIKES, Victim, withVictims } from '../trials/victim.ts';

// Every operation in all three ways instead of a sample: MIMMX_LONG_TESTS=1.
const long = Boolean(process.env.MIMMX_LONG_TESTS);
if (long) vi.setConfig({ testTimeout: 1_800_000 });
const config = { seeds: [0] };
const trial = trialOf(1);
const { task } = summaryOf([]);

async function work(path: string, how: object = config): Promise<Run> {
  const run = await openRun(path, how, environment, { leases: { staleAfter: -1 } });
  const lease = await run.trials.claim(trial);
  if (lease) {
    await lease.append(lineOf(1));
    await lease.finish(resultOf(trial), checkpointOf(1));
  }
  await run.conclude({ summary: how, task, trials: [trial], store: run.trials });
  return run;
}

const NAMES = ['metrics.jsonl', 'predictions.csv', 'features.npy', 'features.csv', 'summary.json'];
const bytesOf = async (path: string) => {
  const record = await openRecord(path);
  expect([...record.names].sort()).toEqual([...NAMES].sort());
  return Promise.all(NAMES.map(async (name) => Buffer.from(await record.read(name)).toString('hex')));
};

/** Points at which a piece of work may be struck: all, or one of `each` in turns. */
async function points(make: () => Promise<(path: string) => Promise<unknown>>, each: number) {
  const path = join(await folderInMemory(), 'run');
  const act = await make();
  const victim = new Victim();
  await withVictims(async () => (await victim.run(() => act(path))).ended);
  const all = Array.from({ length: victim.count }, (_, at) => at);
  return long
    ? all.flatMap((at) => STRIKES.map((strike) => ({ at, strike })))
    : all.filter((at) => at % each === 0).map((at) => ({ at, strike: STRIKES[(at / each) % 3]! }));
}

test('a run that is killed at any storage operation goes on to the same record', async () => {
  const undisturbed = join(await folderInMemory(), 'run');
  await work(undisturbed);
  const bytes = await bytesOf(undisturbed);
  const all = await points(async () => work, 10);
  expect(all.length).toBeGreaterThan(5);
  await withVictims(async () => {
    for (const { at, strike } of all) {
      const path = join(await folderInMemory(), 'run');
      expect((await new Victim(at, strike).run(() => work(path))).down).toBe(true);
      await work(path);
      expect(await bytesOf(path), `${strike} ${at}`).toEqual(bytes);
      expect(JSON.parse(await readFile(join(path, 'config.json'), 'utf8'))).toEqual(config);
    }
  });
});

test('a process that sleeps while it opens a run finds another’s, and takes nothing away', async () => {
  const open = async (path: string) => {
    const run = await openRun(path, { seeds: [7] }, environment);
    await run.clear();
  };
  const all = await points(async () => open, 4);
  await withVictims(async () => {
    for (const { at, strike } of all) {
      const path = join(await folderInMemory(), 'run');
      const victim = new Victim(at, strike);
      const { ended, down } = await victim.run(() => open(path));
      expect(down).toBe(true);
      const where = `${strike} ${at}`;
      const outcome = await work(path).then(
        () => 'worked',
        (error) => error.code,
      );
      victim.wake();
      const late = await ended.then(
        () => null,
        (error) => error.code,
      );
      if (outcome === 'worked') {
        // The sleeper was too late, and harmed nothing.
        expect([null, 'E_RUN_MISMATCH'], where).toContain(late);
        expect(await openRecord(path).then(({ opening }) => opening.config), where).toEqual(config);
        expect(JSON.parse(await readFile(join(path, 'config.json'), 'utf8')), where).toEqual(config);
        await bytesOf(path);
      } else {
        // It had the folder already; now that it is gone, the folder is free again.
        expect([outcome, late], where).toEqual(['E_RUN_MISMATCH', null]);
        expect(await readdir(join(path, '..')), where).toEqual([]);
      }
    }
  });
});
