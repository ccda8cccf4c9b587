import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openRun } from '../../../src/node/run/index.ts';
import { lastOpening } from '../../../src/node/run/opening.ts';
import { trialOf } from '../../trial/example.ts';
import { environment } from '../run-example.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const config = {
  name: 'demo',
  seeds: [0, 1],
  methods: { erm: { options: { a: 1 } } },
  training: { updates: 20 },
};
const fresh = async () => join(await temporaryFolder(), 'runs', 'new');
const contents = async (path: string): Promise<Record<string, string>> => {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [file, await readFile(file, 'hex')])),
  );
};

test('keeps configuration and environment, and goes on with the same', async () => {
  const path = await fresh();
  expect((await openRun(path, { ...config, absent: undefined }, environment)).opened).toBe('new');
  expect((await openRun(path, config, { ...environment, startedAt: 'later' })).opened).toBe('again');
  expect((await readdir(path)).sort()).toEqual(['config.json', 'environment.json', 'opened']);
  expect(JSON.parse(await readFile(join(path, 'config.json'), 'utf8'))).toEqual(config);
  expect(JSON.parse(await readFile(join(path, 'environment.json'), 'utf8'))).toEqual(environment);
});

test('refuses another configuration in one line, and touches nothing', async () => {
  const path = await fresh();
  const run = await openRun(path, config, environment);
  const before = await contents(path);
  for (const [other, what] of [
    [{ ...config, training: { updates: 30 } }, '"training.updates" is 20 there and 30 now'],
    [{ ...config, seeds: [0] }, '"seeds.1" is 1 there and absent now'],
    [{ ...config, seeds: [1, 0, 2] }, '"seeds.0" is 0 there and 1 now'],
    [{ ...config, methods: {} }, '"methods.erm" is {"options":{"a":1}} there and absent now'],
    [{ ...config, methods: { erm: { options: { a: 2 } }, new: {} } }, '"methods.erm.options.a" is 1 there'],
    [[], 'is'],
  ] as const) {
    const error = await openRun(path, other, environment).catch((reason) => reason);
    expect(error).toMatchObject({ code: 'E_RUN_MISMATCH', message: expect.stringContaining(what) });
    expect(error.message).not.toContain('\n');
  }
  expect(await contents(path)).toEqual(before);
  await run.clear();
  expect(existsSync(path)).toBe(false);
});

test('grows by seeds and methods, and says by what', async () => {
  const path = await fresh();
  await openRun(path, config, environment);
  const grown = { ...config, seeds: [0, 1, 5], methods: { ...config.methods, new: {} } };
  expect((await openRun(path, grown, environment)).opened).toBe('grown');
  expect((await openRun(path, grown, environment)).opened).toBe('again');
  expect(JSON.parse(await readFile(join(path, 'config.json'), 'utf8'))).toEqual(grown);
  const last = await lastOpening(path);
  expect(last).toMatchObject({
    number: 1,
    opening: { config: grown, change: 'added seeds 5; methods "new"' },
  });
  await expect(openRun(path, config, environment)).rejects.toMatchObject({ code: 'E_RUN_MISMATCH' });
});

test('more updates are another training, and the refusal says how to go on', async () => {
  const path = await fresh();
  const trained = { ...config, training: { updates: 10 } };
  await openRun(path, trained, environment);
  const longer = openRun(path, { ...trained, training: { updates: 20 } }, environment);
  await expect(longer).rejects.toThrow(
    '"training.updates" is 10 there and 20 now. More updates are another training: choose another folder with --out, or go on from the trained weights by a new method with "from".',
  );
});

test('says what is not as it was at the beginning, and goes on if that is accepted', async () => {
  const path = await fresh();
  await openRun(path, config, environment, { data: 'a'.repeat(64) });
  const now = { ...environment, versions: { node: '26.0.0', zod: '4' } };
  const error = await openRun(path, config, now, { data: 'b'.repeat(64) }).catch((reason) => reason);
  expect(error).toMatchObject({ code: 'E_RUN_CHANGED' });
  expect(error.message).toContain(
    'data aaaaaaaaaaaa… then and bbbbbbbbbbbb… now, node 24.21.0 then and 26.0.0 now, zod none then and 4 now',
  );
  expect(error.message).not.toContain('\n');
  const options = { data: 'b'.repeat(64), acceptChanges: true };
  expect((await openRun(path, config, now, options)).opened).toBe('changed');
  // From now on, this is what the run was made with.
  expect((await openRun(path, config, now, { data: 'b'.repeat(64) })).opened).toBe('again');
  expect((await lastOpening(path))?.opening.change).toContain('node 24.21.0 then');
  await expect(openRun(path, config, now)).rejects.toMatchObject({
    message: expect.stringContaining('data bbbbbbbbbbbb… then and none now'),
  });
  const other = { ...now, backend: { name: 'onnx' } };
  await expect(openRun(path, config, other, { data: 'b'.repeat(64) })).rejects.toMatchObject({
    message: expect.stringContaining('backend cpu then and onnx now'),
  });
});

test('takes away only what it made itself, and only if nothing came of it', async () => {
  const path = await fresh();
  const first = await openRun(path, config, environment);
  const second = await openRun(path, config, environment);
  await second.clear();
  await first.clear();
  expect((await openRun(path, config, environment)).opened).toBe('again');

  const started = await fresh();
  const run = await openRun(started, config, environment);
  await (await run.trials.claim(trialOf(1)))?.release();
  await run.clear();
  expect((await openRun(started, config, environment)).opened).toBe('again');

  // Another process made the run after this one had taken its own away.
  const shared = await temporaryFolder();
  const early = await openRun(shared, config, environment);
  await early.clear();
  expect(await readdir(shared)).toEqual([]);
  await openRun(shared, config, environment);
  const before = await contents(shared);
  await early.clear();
  expect(await contents(shared)).toEqual(before);
});

test('says which version wrote an old run', async () => {
  const path = await fresh();
  // What the first versions left: a folder for each method and seed, and no history.
  await mkdir(join(path, 'checkpoint', 'erm', 'seed-0'), { recursive: true });
  await writeFile(join(path, 'config.json'), JSON.stringify(config));
  await writeFile(
    join(path, 'environment.json'),
    JSON.stringify({ ...environment, versions: { '@mimmx/core': '0.3.1' } }),
  );
  const error = await openRun(path, config, environment).catch((reason) => reason);
  expect(error).toMatchObject({ code: 'E_RUN_FORMAT' });
  expect(error.message).toContain('was written by @mimmx/core 0.3.1 (format 1, this version reads 2)');
  await writeFile(join(path, 'environment.json'), 'null');
  await expect(openRun(path, config, environment)).rejects.toMatchObject({
    message: expect.stringContaining('was written by an older version (format 1'),
  });
});

test('refuses what is no run, and changes nothing in it', async () => {
  const path = await temporaryFolder();
  await writeFile(join(path, 'thesis.tex'), '');
  const none = { code: 'E_NOT_A_RUN' };
  await expect(openRun(path, config, environment)).rejects.toMatchObject(none);
  await expect(openRun(join(path, 'thesis.tex'), config, environment)).rejects.toMatchObject(none);
  expect(await readdir(path)).toEqual(['thesis.tex']);
  const linked = await temporaryFolder();
  await symlink(path, join(linked, 'opened'));
  await expect(openRun(linked, config, environment)).rejects.toMatchObject(none);
  expect(await readdir(path)).toEqual(['thesis.tex']);
});

test('takes an empty folder, or one that a kill left before it was a run', async () => {
  const path = await temporaryFolder();
  await writeFile(join(path, '.config.json.0123.partial'), '{');
  await mkdir(join(path, 'opened', '.0123.partial.next'), { recursive: true });
  expect((await openRun(path, config, environment)).opened).toBe('new');
  expect((await openRun(path, config, environment)).opened).toBe('again');
});

test('refuses a damaged history in one line', async () => {
  const path = await fresh();
  await openRun(path, config, environment);
  const state = join(path, 'opened', '0', 'state.json');
  const text = await readFile(state, 'utf8');
  const refused = async (): Promise<string> => {
    const error = await openRun(path, config, environment).catch((reason) => reason);
    expect(error).toMatchObject({ code: 'E_RUN_DAMAGED' });
    expect(error.message).not.toContain('\n');
    return error.message;
  };
  await writeFile(state, text.replace('"format":2', '"format":3'));
  expect(await refused()).toContain('does not match its checksum');
  await writeFile(state, '{');
  expect(await refused()).toContain('state.json is not JSON');
  await writeFile(state, text);
  await writeFile(join(path, 'opened', '0', 'config.json'), '{}');
  expect(await refused()).toContain('config.json has 2 bytes instead of');
  await rename(join(path, 'opened', '0'), join(path, 'moved'));
  await symlink(join(path, 'moved'), join(path, 'opened', '0'));
  expect(await refused()).toContain('0 is not a folder');
});
