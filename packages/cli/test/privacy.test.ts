import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCsv, textOfCell } from '@mimmx/data/files';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mimmx, remove, start, temporaryFolder, toyConfig } from './run-command.ts';

let folder: string;
let env: Record<string, string>;
beforeAll(async () => {
  folder = await temporaryFolder();
  env = { XDG_CONFIG_HOME: join(folder, 'settings') };
  const train = (out: string, ...more: string[]) =>
    start(
      [
        ...mimmx,
        'train',
        toyConfig,
        '--out',
        out,
        '--jobs',
        '1',
        '--methods',
        'erm',
        '--set',
        'training.updates=5',
        ...more,
      ],
      folder,
      env,
    ).done;
  const [plain, hidden] = [await train('plain'), await train('hidden', '--set', 'pseudonymise=true')];
  expect(plain).toMatchObject({ status: 0 });
  expect(hidden).toMatchObject({ status: 0 });
  expect(hidden.stderr).toContain('the table that leads back is');
}, 300_000);
afterAll(() => remove(folder));

const entries = async (path: string) =>
  (await readdir(path, { recursive: true, withFileTypes: true })).map((entry) => ({
    path: join(entry.parentPath, entry.name),
    folder: entry.isDirectory(),
  }));

const table = async (path: string) =>
  parseCsv(await readFile(path, 'utf8')).map((cells) => cells.map(textOfCell));

test('under pseudonyms, no file of a run names a patient or an image', async () => {
  for (const { path } of (await entries(join(folder, 'hidden'))).filter((entry) => !entry.folder))
    expect(await readFile(path, 'latin1'), path).not.toMatch(/(?:image|patient)-\d/);
  expect(await readFile(join(folder, 'plain', 'predictions.csv'), 'utf8')).toMatch(/image-\d+,patient-\d+/);
});

test('the numbers are those of the names, and the table apart leads back to them', async () => {
  const tables = join(folder, 'settings', 'mimmx', 'pseudonyms');
  const [file] = await readdir(tables);
  expect((await stat(join(tables, file!))).mode & 0o777).toBe(0o600);
  const back = new Map((await table(join(tables, file!))).map(([, pseudonym, name]) => [pseudonym, name]));
  const [plain, hidden] = await Promise.all(
    ['plain', 'hidden'].map((run) => table(join(folder, run, 'predictions.csv'))),
  );
  expect(
    hidden!.map(([id, patient, ...rest]) => [back.get(id) ?? id, back.get(patient) ?? patient, ...rest]),
  ).toEqual(plain);
});

test.skipIf(process.platform === 'win32')('what a run leaves is its owner’s alone', async () => {
  for (const { path, folder: isFolder } of [
    { path: join(folder, 'plain'), folder: true },
    ...(await entries(join(folder, 'plain'))),
  ])
    expect(((await stat(path)).mode & 0o777).toString(8), path).toBe(isFolder ? '700' : '600');
});
