import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recoverFolder, replaceFolder } from '../../src/node/atomic-folder.ts';
import { temporaryFolder } from './temporary-folder.ts';

test('replaces all files of a folder as one', async () => {
  const root = await temporaryFolder();
  const path = join(root, 'seed-0');
  await replaceFolder(path, { a: '1', b: '1' });
  await replaceFolder(path, { b: '2', c: '2' });
  expect((await readdir(path)).sort()).toEqual(['b', 'c']);
  expect(await readFile(join(path, 'b'), 'utf8')).toBe('2');
  expect(await readdir(root)).toEqual(['seed-0']);
});

test('keeps the old folder when a file of the new one fails', async () => {
  const root = await temporaryFolder();
  const path = join(root, 'seed-0');
  await replaceFolder(path, { a: '1' });
  const failing = (function* () {
    yield 'half';
    throw Object.assign(new Error('full'), { code: 'ENOSPC' });
  })();
  await expect(replaceFolder(path, { a: '2', b: failing })).rejects.toMatchObject({ code: 'E_DISK_FULL' });
  expect(await readFile(join(path, 'a'), 'utf8')).toBe('1');
  expect(await readdir(root)).toEqual(['seed-0']);
});

test('mends what a kill leaves, at each moment of a replacement', async () => {
  const root = await temporaryFolder();
  const path = join(root, 'seed-0');
  await replaceFolder(path, { a: '1' });

  // Killed while the new folder was being written.
  await mkdir(`${path}.next`);
  await writeFile(join(`${path}.next`, 'a'), 'half');
  await recoverFolder(path);
  expect(await readFile(join(path, 'a'), 'utf8')).toBe('1');

  // Killed between the two renames.
  await rename(path, `${path}.previous`);
  await recoverFolder(path);
  expect(await readFile(join(path, 'a'), 'utf8')).toBe('1');

  // Killed before the old folder was removed.
  await mkdir(`${path}.previous`);
  await writeFile(join(`${path}.previous`, 'a'), '0');
  await replaceFolder(path, { a: '2' });
  expect(await readFile(join(path, 'a'), 'utf8')).toBe('2');
  expect(await readdir(root)).toEqual(['seed-0']);
});
