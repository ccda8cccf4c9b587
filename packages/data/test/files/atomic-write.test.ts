import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../experiment/test/node/temporary-folder.ts';
import { atomicWrite, writeDurably } from '../../src/files/atomic-write.ts';

const onLinux = test.skipIf(process.platform !== 'linux');

test('writes text, bytes and pieces, makes folders, and leaves nothing beside', async () => {
  const folder = join(await temporaryFolder(), 'new', 'deeper');
  await atomicWrite(join(folder, 'text'), 'α');
  await atomicWrite(join(folder, 'bytes'), Uint8Array.of(1, 2, 3));
  await atomicWrite(join(folder, 'pieces'), ['one', Uint8Array.of(0x32), 'three']);
  expect(await readFile(join(folder, 'text'), 'utf8')).toBe('α');
  expect([...(await readFile(join(folder, 'bytes')))]).toEqual([1, 2, 3]);
  expect(await readFile(join(folder, 'pieces'), 'utf8')).toBe('one2three');
  expect((await readdir(folder)).sort()).toEqual(['bytes', 'pieces', 'text']);
});

test('keeps the old file when the content fails half-way', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'summary.json');
  await writeFile(path, 'before');
  const failing = (function* () {
    yield 'after';
    throw new Error('no more');
  })();
  await expect(atomicWrite(path, failing)).rejects.toThrow('no more');
  expect(await readFile(path, 'utf8')).toBe('before');
  expect(await readdir(folder)).toEqual(['summary.json']);
});

test('keeps the old file when the disk is full, and says so in one line', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'summary.json');
  await writeFile(path, 'before');
  const full = (function* () {
    yield 'after';
    throw Object.assign(new Error('write'), { code: 'ENOSPC' });
  })();
  const error = await atomicWrite(path, full).catch((reason) => reason);
  expect(error).toMatchObject({ code: 'E_DISK_FULL' });
  expect(error.message).toMatch(
    /^E_DISK_FULL: Cannot write .*summary\.json: no space left \(ENOSPC\)\.[^\n]*$/,
  );
  expect(await readFile(path, 'utf8')).toBe('before');
  expect(await readdir(folder)).toEqual(['summary.json']);
});

onLinux('writes through no link that somebody laid where it writes', async () => {
  const folder = await temporaryFolder();
  const victim = join(folder, 'victim');
  await writeFile(victim, 'precious');
  await mkdir(join(folder, 'run'));
  const path = join(folder, 'run', 'report.html');
  await symlink(victim, path);
  await symlink(victim, join(folder, 'run', '.report.html.partial'));
  await atomicWrite(path, 'report');
  expect(await readFile(victim, 'utf8')).toBe('precious');
  expect(await readFile(path, 'utf8')).toBe('report');
  await symlink(victim, join(folder, 'run', 'new'));
  await expect(writeDurably(join(folder, 'run', 'new'), 'x')).rejects.toMatchObject({ code: 'EEXIST' });
  expect(await readFile(victim, 'utf8')).toBe('precious');
});

test('makes no folder where it was told not to', async () => {
  const folder = await temporaryFolder();
  const inside = { parents: false };
  await expect(atomicWrite(join(folder, 'gone', 'x'), '', inside)).rejects.toMatchObject({
    code: 'E_STORAGE',
  });
  expect(await readdir(folder)).toEqual([]);
  await atomicWrite(join(folder, 'x'), 'y', inside);
  expect(await readFile(join(folder, 'x'), 'utf8')).toBe('y');
});

test('says what stands in the way', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'file'), '');
  await expect(atomicWrite(join(folder, 'file', 'x'), '')).rejects.toMatchObject({ code: 'E_STORAGE' });
  await mkdir(join(folder, 'folder', 'full'), { recursive: true });
  await expect(atomicWrite(join(folder, 'folder'), '')).rejects.toMatchObject({ code: 'E_STORAGE' });
});

test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
  'names a folder that may not be written',
  async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'locked'), { mode: 0o500 });
    await expect(atomicWrite(join(folder, 'locked', 'x'), '')).rejects.toMatchObject({
      code: 'E_PERMISSION',
    });
  },
);
