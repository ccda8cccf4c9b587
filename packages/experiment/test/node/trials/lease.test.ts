import { open, readdir, readFile, rename, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { folderTrials } from '../../../src/node/trials/index.ts';
import { isGone, ownMark } from '../../../src/node/work/process.ts';
import { findWork, parseWork, type WorkName, workName } from '../../../src/node/work/work-folder.ts';
import { checkpointOf, lineOf, resultOf, trialOf } from '../../trial/example.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const label = { thing: 'Trial', remedy: '' };
const trial = trialOf(1);
const other = { host: 'other.host', pid: 4711, start: 99, machine: '0badc0de' };

const folderOf = (path: string) => join(path, 'trials', trial.id.slice(0, 2), trial.id);

/** Makes the trial's holder another process; the lease of this one is then of no use. */
async function heldBy(path: string, by: object, crashes = 0): Promise<string> {
  const folder = folderOf(path);
  const work = await findWork(folder, label);
  if (work?.kind !== 'held') throw new Error('not held');
  const name = workName({ ...work, crashes, by: { ...work.by, ...by } });
  await rename(work.path, join(folder, name));
  return join(folder, name);
}

/** Sets when the holder last showed life, in seconds from now, as the file system has it. */
const beatAt = (work: string, seconds: number) =>
  utimes(join(work, 'beat'), new Date(), new Date(Date.now() + seconds * 1000));

afterEach(() => {
  vi.useRealTimers();
});

test('names of working folders read back, and nothing else is one', () => {
  const names: WorkName[] = [
    { kind: 'done' },
    { kind: 'free', attempt: 0, crashes: 0 },
    { kind: 'failed', attempt: 12 },
    { kind: 'held', attempt: 3, crashes: 1, by: ownMark(), token: '0123456789abcdef' },
    { kind: 'held', attempt: 1, crashes: 0, by: other, token: 'f'.repeat(16) },
  ];
  for (const name of names) expect(parseWork(workName(name))).toEqual(name);
  expect(workName(names[4]!).length).toBeLessThan(200);
  for (const name of ['', 'trial.json', 'free-1', 'done.next', 'held-1-2-3', 'failed--1', 'free-1-1/..']) {
    expect(parseWork(name)).toBeNull();
  }
});

test('a holder on another host is believed until it was silent for five minutes', async () => {
  const path = await temporaryFolder();
  const first = await folderTrials(path).claim(trial);
  await first!.append(lineOf(1));
  await first!.save(checkpointOf(1));
  const work = await heldBy(path, other);
  const store = folderTrials(path);

  for (const [seconds, age] of [
    [-200, 200],
    [-299, 299],
    // The clock of the file system was set back, or somebody plays with it: it will pass.
    [600, 0],
  ] as const) {
    await beatAt(work, seconds);
    expect(await store.claim(trial)).toBeNull();
    const state = await store.state(trial.id);
    if (state.kind !== 'running') throw new Error(state.kind);
    expect(state.holder).toMatchObject({ host: 'other.host', pid: 4711, attempt: 1 });
    expect(Math.abs(state.holder.age - age)).toBeLessThan(5);
  }
  await beatAt(work, -301);
  expect(await store.state(trial.id)).toEqual({ kind: 'waiting' });
  const taken = await store.claim(trial);
  expect(taken?.checkpoint).toEqual(checkpointOf(1));
  expect(taken?.lines).toEqual([lineOf(1)]);
  expect(await store.state(trial.id)).toMatchObject({ kind: 'running', holder: { attempt: 2 } });
  // It has shown life the moment it began.
  expect(await folderTrials(path, { staleAfter: 60 }).claim(trial)).toBeNull();
  await expect(first!.append(lineOf(2))).rejects.toMatchObject({ code: 'E_LEASE_LOST' });
});

test('this host’s clock does not matter', async () => {
  const path = await temporaryFolder();
  await folderTrials(path).claim(trial);
  await heldBy(path, other);
  for (const minutes of [-10, 10]) {
    vi.useFakeTimers({ now: Date.now() + minutes * 60_000, toFake: ['Date'] });
    const store = folderTrials(path);
    expect(await store.claim(trial)).toBeNull();
    const state = await store.state(trial.id);
    expect(state.kind === 'running' && state.holder.age < 5, `${minutes} min`).toBe(true);
    vi.useRealTimers();
  }
});

test('a holder of this host that is gone is known at once, also if its number was given again', async () => {
  const path = await temporaryFolder();
  const store = folderTrials(path);
  const first = await store.claim(trial);
  await first!.release();
  for (const by of process.platform === 'linux' ? [{ pid: 2 ** 22 + 1 }, { start: 1 }] : [{ pid: 2 ** 30 }]) {
    await store.claim(trial);
    await heldBy(path, by);
    const taken = await store.claim(trial);
    expect(taken).not.toBeNull();
    await taken!.release();
  }
  expect(isGone(ownMark())).toBe(false);
  expect(isGone({ ...ownMark(), machine: '00000000', pid: 2 ** 22 + 1 })).toBe(false);
});

test('a holder shows life while it has nothing to write', async () => {
  const path = await temporaryFolder();
  const store = folderTrials(path, { heartbeat: 0.02, staleAfter: 300 });
  const lease = await store.claim(trial);
  const work = await findWork(folderOf(path), label);
  await beatAt(work!.path, -250);
  await vi.waitFor(async () => {
    const state = await store.state(trial.id);
    expect(state.kind === 'running' && state.holder.age < 10).toBe(true);
  });
  await lease!.release();
  const before = await readdir(folderOf(path));
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(await readdir(folderOf(path))).toEqual(before);
});

test('what killed its process three times without a new checkpoint is set aside, and can be retried', async () => {
  const path = await temporaryFolder();
  const store = folderTrials(path);
  const gone = { pid: 2 ** 22 + 1, host: 'worker.7' };
  for (let kill = 1; kill <= 2; kill++) {
    expect(await store.claim(trial)).not.toBeNull();
    await heldBy(path, gone, kill - 1);
  }
  // The third time it gets a step further: from here on it counts anew.
  const lease = await store.claim(trial);
  await lease!.save(checkpointOf(2));
  await heldBy(path, gone, 2);
  for (let kill = 1; kill <= 2; kill++) {
    expect(await store.claim(trial), `kill ${kill}`).not.toBeNull();
    await heldBy(path, gone, kill);
  }
  expect(await store.claim(trial)).toBeNull();
  expect(await store.state(trial.id)).toMatchObject({
    kind: 'failed',
    attempt: 5,
    message: expect.stringMatching(/^E_TRIAL_KILLED: [^\n]*3 times[^\n]*worker\.7[^\n]*$/),
  });
  expect(await store.claim(trial)).toBeNull();
  expect(await store.retry(trial.id)).toBe(true);
  const again = await store.claim(trial);
  expect(again?.checkpoint).toEqual(checkpointOf(2));
  await again!.finish(resultOf(trial), checkpointOf(3));
});

test('what was done but not yet called so is not trained again', async () => {
  const path = await temporaryFolder();
  const lease = await folderTrials(path).claim(trial);
  await lease!.finish(resultOf(trial), checkpointOf(3));
  const done = join(folderOf(path), 'done');
  await rename(done, join(folderOf(path), workName({ kind: 'free', attempt: 1, crashes: 1 })));
  const store = folderTrials(path);
  expect(await store.claim(trial)).toBeNull();
  expect(await store.state(trial.id)).toEqual({ kind: 'done' });
  expect(await store.result(trial.id)).toEqual(resultOf(trial));
});

test.each([0, 1])(
  'a former holder that had just opened the file, after %i lines, adds nothing',
  async (count) => {
    const path = await temporaryFolder();
    const lease = await folderTrials(path).claim(trial);
    const work = (await findWork(folderOf(path), label))!.path;
    if (count > 0) {
      await lease!.append(lineOf(1));
      await lease!.save(checkpointOf(1));
    }
    const former = await open(join(work, 'metrics.jsonl'), 'a');
    try {
      const second = await folderTrials(path, { staleAfter: -1 }).claim(trial);
      await former.appendFile('{"step":9,"kind":"train","values":{}}\n');
      await second!.append(lineOf(2));
      expect(await folderTrials(path).lines(trial.id)).toEqual([1, 2].slice(1 - count).map(lineOf));
      await second!.finish(resultOf(trial), checkpointOf(2));
      expect(await folderTrials(path).lines(trial.id)).toEqual([1, 2].slice(1 - count).map(lineOf));
    } finally {
      await former.close();
    }
  },
);

test('a line that a kill cut short is none', async () => {
  const path = await temporaryFolder();
  const store = folderTrials(path);
  const lease = await store.claim(trial);
  await lease!.append(lineOf(1));
  const work = (await findWork(folderOf(path), label))!.path;
  const file = join(work, 'metrics.jsonl');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text + text.slice(0, 20));
  expect(await store.lines(trial.id)).toEqual([lineOf(1)]);
});
