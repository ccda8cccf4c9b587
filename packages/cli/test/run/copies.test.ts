import { mkdir, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copiesWarning, otherCopies } from '../../src/run/copies.ts';
import { remove, temporaryFolder } from '../run-command.ts';

let folder: string;
beforeAll(async () => {
  folder = await realpath(await temporaryFolder());
  for (const name of ['@mimmx/core', '@tensorflow/tfjs-core']) {
    const own = join(folder, 'linked', 'node_modules', name);
    await mkdir(own, { recursive: true });
    await writeFile(join(own, 'package.json'), JSON.stringify({ name, version: '9.0.0', main: 'index.js' }));
    await writeFile(join(own, 'index.js'), '');
  }
  await mkdir(join(folder, 'alone'));
});
afterAll(() => remove(folder));

test('a plugin that brings core and TensorFlow.js a second time is told of in one line', () => {
  const found = otherCopies(join(folder, 'linked'));
  expect(found.map(({ name }) => name)).toEqual(['@mimmx/core', '@tensorflow/tfjs-core']);
  expect(found[0]!.theirs).toBe(join(folder, 'linked/node_modules/@mimmx/core/index.js'));
  const line = copiesWarning('../linked', join(folder, 'linked'));
  expect(line).toMatch(
    /^Plugin "\.\.\/linked" brings @mimmx\/core and @tensorflow\/tfjs-core a second time .*peerDependencies.*npm pack/,
  );
  expect(line).not.toContain('\n');
});

test('one that has none of its own, or the command’s, is not', () => {
  expect(otherCopies(join(folder, 'alone'))).toEqual([]);
  expect(otherCopies(import.meta.dirname)).toEqual([]);
  expect(copiesWarning('./x.js', join(folder, 'alone'))).toBeNull();
});
