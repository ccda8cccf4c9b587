import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '@mimmx/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mimmx, remove, run, start, temporaryFolder, toyConfig } from './run-command.ts';

let folder: string;
let undisturbed: string;

// Long enough to be caught in the middle, and saved often, so that many kills fall into a save.
const args = (out: string, ...rest: string[]) => [
  'train',
  toyConfig,
  '--out',
  out,
  '--set',
  'training.updates=80',
  '--set',
  'training.checkpointEvery=2',
  ...rest,
];

beforeAll(async () => {
  folder = await temporaryFolder();
  undisturbed = join(folder, 'undisturbed');
  expect(await run(args(undisturbed, '--jobs', '1'), folder)).toMatchObject({ status: 0 });
}, 300_000);
afterAll(() => remove(folder));

const RECORD = ['config.json', 'metrics.jsonl', 'predictions.csv', 'features.npy', 'features.csv'];

/** Folders of the trials of a run, from its root. */
async function trialsOf(path: string): Promise<string[]> {
  const shards = await readdir(join(path, 'trials')).catch((): string[] => []);
  const trials = await Promise.all(
    shards
      .filter((shard) => /^[0-9a-f]{2}$/.test(shard))
      .map(async (shard) =>
        (await readdir(join(path, 'trials', shard))).map((id) => join('trials', shard, id)),
      ),
  );
  return trials
    .flat()
    .filter((trial) => !trial.endsWith('.partial'))
    .sort();
}

/** Everything but the times must be the same, byte for byte. */
async function expectSameRun(path: string): Promise<void> {
  const trials = await trialsOf(undisturbed);
  expect(trials).toHaveLength(2);
  expect(await trialsOf(path)).toEqual(trials);
  const models = trials.flatMap((trial) =>
    ['result/weights.bin', 'result/features.npy', 'metrics.jsonl'].map((file) => join(trial, 'done', file)),
  );
  for (const file of [...models, ...RECORD]) {
    const [expected, found] = await Promise.all(
      [undisturbed, path].map((root) => readFile(join(root, file))),
    );
    expect(found!.equals(expected!), `${file} differs`).toBe(true);
  }
  const [expected, found] = await Promise.all(
    [undisturbed, path].map(async (root) =>
      JSON.parse(await readFile(join(root, 'summary.json'), 'utf8'), (key, value) =>
        key === 'timing' ? null : value,
      ),
    ),
  );
  expect(found).toEqual(expected);
}

/** Updates done by all trials, as their last checkpoints tell; a finished one counts in full. */
const progressOf = async (path: string): Promise<number> => {
  const steps = await Promise.all(
    (await trialsOf(path)).map(async (trial): Promise<number> => {
      const names = await readdir(join(path, trial)).catch((): string[] => []);
      if (names.includes('done')) return 80;
      const work = names.find((name) => /^(held|free)-/.test(name));
      if (!work) return 0;
      return readFile(join(path, trial, work, 'checkpoint', 'state.json'), 'utf8').then(
        (text): number => JSON.parse(text).step ?? 0,
        () => 0,
      );
    }),
  );
  return steps.reduce((a, b) => a + b, 0);
};

test.each(['1', '2'])(
  'killed at random moments and resumed with --jobs %s, a run ends as an undisturbed one',
  async (jobs) => {
    const seed = Date.now() % 0xffffffff;
    const random = new Random(seed);
    const path = join(folder, `killed-${jobs}`);
    const again = () => args(path, '--resume', '--jobs', jobs);
    let kills = 0;
    for (let attempt = 0; attempt < 3; attempt++) {
      const before = await progressOf(path);
      const { child, done } = start([...mimmx, ...again()], folder);
      while (child.exitCode === null && (await progressOf(path)) <= before) await sleep(5);
      await sleep(400 * random.uniform());
      if (child.kill('SIGKILL')) kills++;
      await done;
    }
    expect(kills, `seed ${seed}`).toBeGreaterThan(0);
    expect(await run(again(), folder)).toMatchObject({ status: 0 });
    await expectSameRun(path);
  },
);

test('two commands started on one folder at the same time end with one complete, correct run', async () => {
  const path = join(folder, 'shared');
  const both = ['1', '2'].map((jobs) => run(args(path, '--resume', '--jobs', jobs), folder));
  for (const outcome of await Promise.all(both)) expect(outcome).toMatchObject({ status: 0 });
  await expectSameRun(path);

  // Without --resume the one that comes too late says so, and harms nothing.
  const place = join(folder, 'contended');
  const outcomes = await Promise.all([run(args(place), folder), run(args(place), folder)]);
  expect(outcomes.filter(({ status }) => status === 0).length).toBeGreaterThan(0);
  for (const { status, stderr } of outcomes)
    if (status !== 0) expect(stderr).toMatch(/^E_RUN_EXISTS: .* holds an unfinished run\. .*$/m);
  await expectSameRun(place);
});

test('workers end with the command that started them', async () => {
  const path = join(folder, 'orphans');
  const { child, done } = start(
    [...mimmx, ...args(path, '--jobs', '2', '--set', 'training.updates=100000')],
    folder,
  );
  while (child.exitCode === null && (await progressOf(path)) === 0) await sleep(20);
  child.kill('SIGKILL');
  await done;
  const held = async () => {
    const names = (await trialsOf(path)).map((trial) => readdir(join(path, trial)));
    return (await Promise.all(names)).flat().filter((name) => name.startsWith('held-'));
  };
  while ((await held()).length > 0) await sleep(50);
  expect(await held()).toEqual([]);
});

test('Ctrl-C saves, says how to go on, and gives 130', async () => {
  const path = join(folder, 'stopped');
  const { child, done } = start([...mimmx, ...args(path)], folder);
  while (child.exitCode === null && (await progressOf(path)) === 0) await sleep(5);
  child.kill('SIGINT');
  const { status, stdout, stderr } = await done;
  expect(status).toBe(130);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/E_INTERRUPTED: Stopped "(erm|mimm-x)" \(seed 0\) at update \d+ of 80; saved\./);
  const next = /^To go on: (mimmx train .* --resume)$/m.exec(stderr)?.[1];
  expect(next).toContain(`--out '${path}'`);

  const again = await start(
    ['bash', '-c', `mimmx() { "$@"; }; set -- "$@"; ${next!.replace('mimmx', '"$@"')}`, 'bash', ...mimmx],
    folder,
  ).done;
  expect(again).toMatchObject({ status: 0 });
  await expectSameRun(path);
});
