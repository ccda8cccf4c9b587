import { execFileSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMimmxError } from '@mimmx/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseExact } from '../../../src/node/exact-json.ts';
import { readSealed, writeSealed } from '../../../src/node/sealed-folder.ts';
import { sealJson } from '../../../src/node/sealed-json.ts';
import { folderTrials } from '../../../src/node/trials/index.ts';
import { findWork } from '../../../src/node/work/work-folder.ts';
import { checkpointOf, lineOf, resultOf, trialOf } from '../../trial/example.ts';
import { folderInMemory } from '../temporary-folder.ts';

const label = { thing: 'Trial', remedy: '' };

// A hundred altered bytes of each file instead of four: MIMMX_LONG_TESTS=1.
const long = Boolean(process.env.MIMMX_LONG_TESTS);

const done = trialOf(1);
const waiting = trialOf(2);
const failed = trialOf(3);

/** A folder with a trial of each kind. */
async function filled(): Promise<string> {
  const path = await folderInMemory();
  const store = folderTrials(path);
  for (const trial of [done, waiting, failed]) {
    const lease = await store.claim(trial);
    await lease!.append(lineOf(1));
    if (trial !== failed) await lease!.save(checkpointOf(1));
    if (trial === done) await lease!.finish(resultOf(trial), checkpointOf(2));
    else if (trial === failed) await lease!.fail(new Error('E_NAN_LOSS: no'));
    else await lease!.release();
  }
  return path;
}

/** Everything that one may ask of the store: what it answers, or why not. */
async function ask(path: string): Promise<{ answers: unknown[]; errors: Error[] }> {
  const store = folderTrials(path);
  const answers: unknown[] = [];
  const errors: Error[] = [];
  const note = (work: Promise<unknown>) =>
    work.then(
      (answer) => answers.push(answer),
      (error) => errors.push(error),
    );
  for (const { id } of [done, waiting, failed]) {
    await note(store.state(id));
    await note(store.trial(id));
    await note(store.lines(id));
    await note(store.result(id));
    await note(store.weights(id));
  }
  await note(
    store.claim(waiting).then(async (lease) => {
      if (!lease) return null;
      await lease.release();
      return [lease.checkpoint, lease.lines];
    }),
  );
  // Under the same name as before, so that the same file can be altered again.
  const work = await findWork(join(path, 'trials', waiting.id.slice(0, 2), waiting.id), label);
  if (work) await rename(work.path, join(work.path, '..', 'free-1-0'));
  return { answers, errors };
}

const files = async (path: string): Promise<string[]> =>
  (await readdir(path, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name !== 'beat')
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

async function checkRefused(path: string, what: string, said?: RegExp): Promise<void> {
  const began = performance.now();
  const { errors } = await ask(path);
  expect(performance.now() - began, what).toBeLessThan(10_000);
  expect(errors.length, what).toBeGreaterThan(0);
  for (const error of errors) {
    expect(isMimmxError(error, 'E_CHECKPOINT'), `${what}: ${error}`).toBe(true);
    expect(error.message).not.toContain('\n');
    if (said) expect(error.message, what).toMatch(said);
  }
}

const traps: [string, RegExp, (file: string, path: string) => Promise<unknown>][] = [
  ['a link to a device', /is a link, not a file/, (file) => symlink('/dev/zero', file)],
  [
    'a link to what it was',
    /is a link, not a file/,
    async (file, path) => {
      const target = join(path, 'elsewhere');
      await rename(`${file}.kept`, target);
      await symlink(target, file);
    },
  ],
  ['a pipe', /is a pipe, not a file/, async (file) => execFileSync('mkfifo', [file])],
  ['a folder', /is a folder, not a file/, (file) => mkdir(file)],
  [
    'a file without end',
    /has \d+ bytes/,
    async (file) => {
      await writeFile(file, '{');
      await truncate(file, 2 ** 40);
    },
  ],
];

test.skipIf(process.platform === 'win32').each(traps)(
  'every file that is %s is refused in one line, and nothing is followed or waited for',
  async (_, said, lay) => {
    const path = await filled();
    for (const file of await files(path)) {
      await rename(file, `${file}.kept`);
      await lay(file, path);
      await checkRefused(path, file, said);
      await rm(file, { recursive: true });
      const kept = (await readdir(path)).includes('elsewhere') ? join(path, 'elsewhere') : `${file}.kept`;
      await rename(kept, file);
    }
    expect((await ask(path)).errors).toEqual([]);
  },
);

test('every altered byte is found, or carries nothing', async () => {
  const path = await filled();
  const { answers } = await ask(path);
  for (const file of await files(path)) {
    const content = await readFile(file);
    await fc.assert(
      fc.asyncProperty(fc.nat(content.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const altered = Buffer.from(content);
        altered[at]! ^= change;
        await writeFile(file, altered);
        const after = await ask(path);
        // A number that is written in another way is the same one.
        if (after.errors.length === 0) expect(after.answers).toEqual(answers);
        for (const error of after.errors) expect(isMimmxError(error), `${file}: ${error}`).toBe(true);
      }),
      { numRuns: long ? 100 : 4 },
    );
    // Lines that no checkpoint and no result speaks of may be cut short by any kill.
    const sealed = !file.includes('failed-') || file.endsWith('.json');
    for (const length of sealed ? [0, 5, content.length - 1] : []) {
      await writeFile(file, content.subarray(0, length));
      // The end of the last line is its line break alone.
      if (!file.endsWith('.json') || length < content.length - 1) await checkRefused(path, `${file} cut`);
    }
    await writeFile(file, content);
  }
});

test('a sealed folder of a newer or another version is refused by its number', async () => {
  const path = await filled();
  const work = (await findWork(join(path, 'trials', waiting.id.slice(0, 2), waiting.id), label))!.path;
  const result = join(path, 'trials', done.id.slice(0, 2), done.id, 'done', 'result');
  for (const [folder, format, said] of [
    [join(work, 'checkpoint'), 3, 'was written by a newer version (format 3, this version reads 2)'],
    [join(work, 'checkpoint'), 1, 'was written by another version (format 1, this version reads 2)'],
    [join(work, 'checkpoint'), '2', 'has no format number'],
    [result, 2, 'was written by a newer version (format 2, this version reads 1)'],
  ] as const) {
    await cp(folder, `${folder}.kept`, { recursive: true });
    const { state, files: contents } = (await readSealed(folder))!;
    await writeSealed(folder, { ...state, format }, contents);
    const { errors } = await ask(path);
    expect(errors.length).toBeGreaterThan(0);
    for (const error of errors) expect(error.message).toContain(said);
    await rm(folder, { recursive: true });
    await rename(`${folder}.kept`, folder);
  }
  expect((await ask(path)).errors).toEqual([]);
});

test('seals that are right do not make a record right', async () => {
  const path = await filled();
  const folder = join(path, 'trials', done.id.slice(0, 2), done.id, 'done', 'result');
  const { state, files: contents } = (await readSealed(folder))!;
  const { checksum: _, ...record } = parseExact(new TextDecoder().decode(contents['result.json'])) as Record<
    string,
    unknown
  > & { sets: object[] };
  const forged: [string, object][] = [
    ['rows', { ...record, rows: {} }],
    ['rows.0.set', { ...record, rows: [{}] }],
    ['tags', { ...record, tags: 1 }],
    ['rows.jsonl', { ...record, sets: [{ ...record.sets[0], rows: 2 ** 31 - 1 }] }],
    ['columns.bin', { ...record, sets: record.sets.map((set) => ({ ...set, columns: 2 ** 31 })) }],
    ['sets.0.rows', { ...record, sets: [{ ...record.sets[0], rows: -1 }] }],
    ['rows.jsonl', { ...record, sets: record.sets.slice(1) }],
    ['features.npy', { ...record, features: { set: 'balanced', rows: 2 ** 30, width: 2 ** 30 } }],
  ];
  for (const [what, value] of forged) {
    await writeSealed(folder, state, { ...contents, 'result.json': sealJson(value) });
    const error = await folderTrials(path)
      .result(done.id)
      .catch((reason) => reason);
    expect(isMimmxError(error, 'E_CHECKPOINT'), what).toBe(true);
    expect(error.message).toContain(what);
    expect(error.message).not.toContain('\n');
  }
  const manifest = (shape: number[]) =>
    JSON.stringify({
      format: 'mimmx-checkpoint',
      weightsManifest: [{ paths: ['weights.bin'], weights: [{ name: 'w', shape, dtype: 'float32' }] }],
    });
  for (const shape of [[2 ** 40], [2 ** 20, 2 ** 20, 2 ** 20], [1]]) {
    await writeSealed(folder, state, { ...contents, 'model.json': manifest(shape) });
    await expect(folderTrials(path).weights(done.id)).rejects.toMatchObject({ code: 'E_CHECKPOINT' });
  }
});

test('no name of a seal leads out of its folder', async () => {
  const path = await folderInMemory();
  await writeFile(join(path, 'secret'), 'password');
  for (const name of ['../secret', '/etc/passwd', '..', '.hidden', 'a/b', '']) {
    const folder = join(path, 'sealed');
    const sealed = { format: 1, files: { [name]: { bytes: 8, sha256: 'x' } } };
    await mkdir(folder);
    await writeFile(join(folder, 'state.json'), sealJson(sealed));
    await expect(readSealed(folder)).rejects.toMatchObject({
      code: 'E_CHECKPOINT',
      message: expect.stringContaining('does not say what is sealed'),
    });
    await rm(folder, { recursive: true });
  }
});

test('no folder on the way is followed if it is a link', async () => {
  const path = await filled();
  const elsewhere = await filled();
  const shard = join('trials', done.id.slice(0, 2));
  for (const step of ['trials', shard, join(shard, done.id)]) {
    await rename(join(path, step), join(path, 'kept'));
    await symlink(join(elsewhere, step), join(path, step));
    const store = folderTrials(path);
    await expect(store.state(done.id)).rejects.toMatchObject({
      message: expect.stringContaining('is not a folder'),
    });
    await expect(store.claim(done)).rejects.toMatchObject({ code: 'E_CHECKPOINT' });
    await rm(join(path, step));
    await rename(join(path, 'kept'), join(path, step));
  }
  const work = join(path, shard, done.id, 'done');
  await rename(work, join(path, 'kept'));
  await symlink(join(elsewhere, shard, done.id, 'done'), work);
  await expect(folderTrials(path).result(done.id)).rejects.toMatchObject({ code: 'E_CHECKPOINT' });
  for (const id of ['../../x', '', 'x'.repeat(32), `${done.id}/..`]) {
    await expect(folderTrials(path).state(id)).rejects.toMatchObject({ code: 'E_TRIAL' });
  }
});
