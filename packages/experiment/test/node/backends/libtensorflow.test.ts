import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { nodeBackend, nodeGpuBackend } from '../../../src/node/backends/libtensorflow.ts';
import { temporaryFolder } from '../temporary-folder.ts';

test.each([
  [nodeBackend, '@tensorflow/tfjs-node'],
  [nodeGpuBackend, '@tensorflow/tfjs-node-gpu'],
])('where it is not installed, a sentence says how to get it', async (definition, packageName) => {
  vi.spyOn(process, 'cwd').mockReturnValue(await temporaryFolder());
  const backend = definition.create({}, {});
  expect(await backend.available()).toBe(
    `${packageName} is not installed; in your project: npm install ${packageName} (it downloads libtensorflow)`,
  );
  await expect(backend.setup()).rejects.toMatchObject({ code: 'E_BACKEND_UNAVAILABLE' });
});

test('where it does not load, a sentence says what failed', async () => {
  const root = await temporaryFolder();
  const folder = join(root, 'node_modules', '@tensorflow', 'tfjs-node');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "main": "index.js" }');
  await writeFile(join(folder, 'index.js'), "require('./tfjs_binding.node');");
  vi.spyOn(process, 'cwd').mockReturnValue(root);
  const answer = await nodeBackend.create({}, {}).available();
  expect(answer).toMatch(
    /^@tensorflow\/tfjs-node is installed but does not load: .*tfjs_binding\.node[^\n]*npm rebuild/,
  );
});
