import { createHmac } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dataset } from '@mimmx/core';
import { parseCsv, textOfCell } from '@mimmx/data/files';
import { expect, test } from 'vitest';
import { openPseudonyms } from '../../src/node/pseudonyms.ts';
import { pseudonymised } from '../../src/pseudonyms.ts';
import { temporaryFolder } from './temporary-folder.ts';

const dataset: Dataset = {
  table: {
    length: 3,
    ids: ['mueller_a.png', 'mueller_b.png', '=cmd|x.png'],
    patients: Int32Array.of(0, 0, 1),
    patientIds: ['Müller', '+Meier'],
    columns: {},
  },
  shape: [1, 1, 1],
  licence: 'none',
  settable: [],
  image: async () => new Float32Array(1),
};

test('a name has one pseudonym under one key: HMAC-SHA-256 of its kind and itself', async () => {
  const folder = await temporaryFolder();
  const key = 'k'.repeat(32);
  await writeFile(join(folder, 'a.key'), key, { mode: 0o600 });
  const names = (await openPseudonyms({ key: 'a.key' }, folder, folder))!;
  const wanted = createHmac('sha256', key).update('patient\0Müller').digest('hex').slice(0, 20);
  expect(names.patient('Müller')).toBe(`p-${wanted}`);
  expect(names.image('Müller')).not.toContain(wanted);
  const { table } = pseudonymised(dataset, names);
  expect(table.patientIds).toEqual(dataset.table.patientIds.map(names.patient));
  expect(table.ids).toEqual(dataset.table.ids.map(names.image));
  expect(JSON.stringify(table)).not.toMatch(/mueller|Müller|Meier/);
});

test('the own key is made once, for its owner alone, and the table leads back', async () => {
  const own = join(await temporaryFolder(), 'settings');
  const [a, b] = await Promise.all([openPseudonyms(true, '.', own), openPseudonyms(true, '.', own)]);
  expect(a!.patient('x')).toBe(b!.patient('x'));
  expect((await openPseudonyms(true, '.', own))!.patient('x')).toBe(a!.patient('x'));
  expect(await readdir(own)).toEqual(['pseudonym.key']);
  const other = join(own, 'other');
  expect((await openPseudonyms(true, '.', other))!.patient('x')).not.toBe(a!.patient('x'));

  const path = await a!.keep(dataset, 'demo');
  const [, ...rows] = parseCsv(await readFile(path, 'utf8')).map((cells) => cells.map(textOfCell));
  const back = new Map(rows.map(([, pseudonym, name]) => [pseudonym, name]));
  for (const name of dataset.table.patientIds) expect(back.get(a!.patient(name))).toBe(name);
  for (const name of dataset.table.ids) expect(back.get(a!.image(name))).toBe(name);
  if (process.platform === 'win32') return;
  for (const [file, mode] of [
    [own, 0o700],
    [join(own, 'pseudonyms'), 0o700],
    [path, 0o600],
    [a!.key, 0o600],
  ] as const)
    expect((await stat(file)).mode & 0o777, file).toBe(mode);
});

test('a key that is missing, short, open to others, or a link is refused', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'short'), 'abc', { mode: 0o600 });
  await writeFile(join(folder, 'open'), 'k'.repeat(32));
  await chmod(join(folder, 'open'), 0o644);
  await symlink('open', join(folder, 'link'));
  await mkdir(join(folder, 'folder'));
  for (const [key, said] of [
    ['none', 'is not there'],
    ['short', 'has 3 bytes'],
    ['open', 'may be read by others'],
    ['link', 'is a link'],
    ['folder', 'is a folder'],
  ] as const) {
    const error = await openPseudonyms({ key }, folder, folder).catch((reason) => reason);
    expect(error, key).toMatchObject({ code: 'E_KEY', message: expect.stringContaining(said) });
  }
  expect(await openPseudonyms(false, folder, folder)).toBe(null);
});
