import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createRegistry } from '@mimmx/core';
import { expect, test } from 'vitest';
import { findPackage } from '../../src/node/find-package.ts';
import { loadPlugins } from '../../src/node/load-plugins.ts';
import { temporaryFolder } from './temporary-folder.ts';

const PACKAGES: Record<string, Record<string, string>> = {
  '@mimmx/alpha': {
    'package.json': '{ "type": "module", "exports": "./alpha.js" }',
    'alpha.js': 'export const plugin = { name: "@mimmx/alpha", contract: 1, provides: [] };',
  },
  alpha: {
    'package.json': '{ "main": "index.js" }',
    'index.js': 'throw new Error("the scoped package comes first");',
  },
  'mimmx-plugin-beta': {
    'package.json':
      '{ "type": "module", "exports": { ".": { "types": "./b.d.ts", "import": { "node": "./b.js" } } } }',
    'b.js': 'export default { name: "mimmx-plugin-beta", contract: 1, provides: [] };',
  },
  gamma: {
    'package.json': '{ "main": "lib/gamma.cjs" }',
    'lib/gamma.cjs': 'exports.plugin = { name: "gamma", contract: 1, provides: [] };',
  },
  '@lab/delta': {
    'package.json': '{ "type": "module", "exports": { ".": [{ "import": "./delta.mjs" }] } }',
    'delta.mjs': 'export const plugin = { name: "@lab/delta", contract: 1, provides: [] };',
  },
  old: {
    'package.json': '{ "type": "module", "main": "old.js" }',
    'old.js': 'export const plugin = { name: "old", contract: 0, provides: [] };',
  },
  broken: {
    'package.json': '{ "type": "module", "main": "broken.js" }',
    'broken.js': 'import "a-package-that-is-missing";',
  },
  other: {
    'package.json': '{ "type": "module", "main": "other.js" }',
    'other.js': 'export const answer = 42;',
  },
};

async function project(): Promise<string> {
  const root = await temporaryFolder();
  for (const [name, files] of Object.entries(PACKAGES)) {
    for (const [file, content] of Object.entries(files)) {
      const path = join(root, 'node_modules', name, file);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
    }
  }
  await writeFile(
    join(root, 'mine.mjs'),
    'export const plugin = { name: "mine", contract: 1, provides: [] };',
  );
  await mkdir(join(root, 'deep', 'er'), { recursive: true });
  return root;
}

test('finds each kind of name, scoped first, from any folder of the project', async () => {
  const root = await project();
  const names = ['alpha', 'beta', 'gamma', '@lab/delta', '@mimmx/alpha'];
  const plugins = await loadPlugins(names, { from: join(root, 'deep', 'er') });
  expect(plugins.map(({ name }) => name)).toEqual([
    '@mimmx/alpha',
    'mimmx-plugin-beta',
    'gamma',
    '@lab/delta',
    '@mimmx/alpha',
  ]);
  const [mine] = await loadPlugins(['./mine.mjs'], { from: root });
  expect(mine?.name).toBe('mine');
});

test("finds the file that Node's own import finds", async () => {
  const root = await project();
  const names = Object.keys(PACKAGES);
  const script = `console.log(JSON.stringify(${JSON.stringify(names)}.map((name) => import.meta.resolve(name))))`;
  const theirs = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(names.map((name) => findPackage(name, root))).toEqual(JSON.parse(theirs));
  expect(findPackage('nowhere', root)).toBeUndefined();
});

test.each([
  ['epsilon', 'E_PLUGIN_NOT_FOUND', 'looked for @mimmx/epsilon, mimmx-plugin-epsilon, epsilon'],
  ['./none.js', 'E_PLUGIN_NOT_FOUND', 'There is no plugin file /'],
  ['other', 'E_PLUGIN_EXPORT', 'exports neither "plugin" nor'],
  ['broken', 'E_PLUGIN_LOAD', 'a-package-that-is-missing'],
  ['no such name', 'E_PLUGIN_NAME', '"no such name"'],
  ['..', 'E_PLUGIN_NAME', '".."'],
])('%s: %s', async (name, code, words) => {
  const error = await loadPlugins([name], { from: await project() }).catch((reason) => reason);
  expect(error).toMatchObject({ code, message: expect.stringContaining(words) });
  expect(error.message).not.toContain('\n');
});

test('never proposes to install a bare guess', async () => {
  const error = await loadPlugins(['epsilon'], { from: await project() }).catch((reason) => reason);
  expect(error.message).not.toMatch(/npm|install (mimmx-plugin-)?epsilon/);
});

test('a plugin of another contract is for the registry to refuse', async () => {
  const [old] = await loadPlugins(['old'], { from: await project() });
  expect(() => createRegistry().use(old!)).toThrow(
    'E_PLUGIN_CONTRACT: Plugin "old" is written for contract 0',
  );
});
