import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load-config.ts';
import { remove, temporaryFolder } from '../run-command.ts';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => remove(folder));

test.each([
  ['mimmx.config.json', '{ "name": "x", "seeds": [0, 1], "backend": null }'],
  ['mimmx.config.yaml', 'name: x\nseeds: [0, 1]\nbackend: null\n'],
  ['mimmx.config.js', 'export default { name: "x", seeds: [0, 1], backend: null };'],
  ['mimmx.config.ts', 'const seeds: number[] = [0, 1];\nexport default { name: "x", seeds, backend: null };'],
])('finds and reads %s, as it stands', async (file, content) => {
  const own = join(folder, file);
  await mkdir(own);
  await writeFile(join(own, 'package.json'), '{ "type": "module" }');
  await writeFile(join(own, file), content);
  const expected = { name: 'x', seeds: [0, 1], backend: null };
  for (const path of [undefined, '.', file]) {
    const loaded = await loadConfig(path, own);
    expect(loaded.config).toEqual(expected);
    expect(basename(loaded.file)).toBe(file);
    expect(loaded.folder).toBe(own);
  }
});

test('a config in TypeScript may import defineConfig where the package is not installed', async () => {
  const file = join(folder, 'typed.ts');
  await writeFile(
    file,
    "import { defineConfig } from '@mimmx/cli';\nconst strength: number = 0.9;\nexport default defineConfig({ strength } as never);",
  );
  expect((await loadConfig(file)).config).toEqual({ strength: 0.9 });
});

test('says where it looked', async () => {
  const empty = join(folder, 'empty');
  await mkdir(empty);
  await expect(loadConfig(undefined, empty)).rejects.toMatchObject({
    code: 'E_CONFIG_NOT_FOUND',
    message: expect.stringContaining(empty),
  });
});
