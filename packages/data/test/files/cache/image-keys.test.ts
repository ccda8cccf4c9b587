import { mkdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bytesStream, markOf, scratch } from '../scratch.ts';

/** Reads one image through a shared cache, as one start of a program does. */
async function mark(root: string, folder: string): Promise<[mark: number, fromCache: number]> {
  const stream = bytesStream({ root, files: ['sub-01/image.raw'], cache: { folder } });
  const pixels = await stream.image(0);
  const { fromCache } = stream.report();
  await stream.close();
  return [markOf(pixels), fromCache];
}

test('two folders with the same names, sizes and times share no cache entry', async () => {
  const [a, b, cache] = [scratch(), scratch(), scratch()];
  for (const [i, root] of [a, b].entries()) {
    mkdirSync(join(root, 'sub-01'));
    writeFileSync(join(root, 'sub-01/image.raw'), new Uint8Array(16).fill(i + 1));
    utimesSync(join(root, 'sub-01/image.raw'), 1e9, 1e9);
  }
  expect(await mark(a, cache)).toEqual([1, 0]);
  expect(await mark(b, cache)).toEqual([2, 0]);
  expect(await mark(a, cache)).toEqual([1, 1]);
  expect(await mark(b, cache)).toEqual([2, 1]);
});

test('a file that is replaced in place with its size and time kept is decoded anew', async () => {
  const [root, cache] = [scratch(), scratch()];
  const path = join(root, 'sub-01/image.raw');
  mkdirSync(join(root, 'sub-01'));
  writeFileSync(path, new Uint8Array(16).fill(1));
  utimesSync(path, 1e9, 1e9);
  expect(await mark(root, cache)).toEqual([1, 0]);
  const { ino } = statSync(path);
  writeFileSync(path, new Uint8Array(16).fill(2));
  utimesSync(path, 1e9, 1e9);
  expect(statSync(path)).toMatchObject({ ino, mtimeMs: 1e12, size: 16 });
  expect(await mark(root, cache)).toEqual([2, 0]);
});
