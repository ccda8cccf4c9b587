import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../../src/config/read-config.ts';
import { commandRegistry } from '../../src/run/registry.ts';
import { remove, temporaryFolder } from '../run-command.ts';

const PLUGIN = `
const options = { '~standard': { version: 1, vendor: 'x', validate: (value) => ({ value }) } };
export const plugin: object = {
  name: 'mimmx-plugin-mine',
  contract: 1,
  provides: [{ kind: 'estimator', name: 'my-own', summary: 'x', contract: 1, options }],
};
`;
const CONFIG = `
import { plugin } from './mine.ts';
export default {
  plugins: ['@mimmx/weighter', plugin],
  dataset: 'digits',
  encoder: 'digit-net',
  data: { task: { y: { column: 'digit' }, z: [{ factor: 'rotation', strength: 0.9 }] } },
  methods: { 'mimm-x': { options: { estimator: 'my-own' } } },
};
`;
const NAME = './mimmx.config.ts#mimmx-plugin-mine';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(join(folder, 'mine.ts'), PLUGIN);
  await writeFile(join(folder, 'mimmx.config.ts'), CONFIG);
  await writeFile(join(folder, 'other.config.ts'), 'export default { plugins: [] };');
});
afterAll(() => remove(folder));

test('a plugin that a config imports as a value is there by name, and in the record by one that leads back', async () => {
  const { config, registry } = await readConfig(join(folder, 'mimmx.config.ts'), {});
  expect(config.plugins).toEqual(['@mimmx/weighter', NAME]);
  expect(registry.get('estimator', 'my-own')).toMatchObject({ summary: 'x' });
});

test('a record that names it loads it again, if its user allows that', async () => {
  await expect(commandRegistry([NAME], folder, { source: 'Run a', allowed: [] })).rejects.toThrow(
    /^E_PLUGIN_TRUST: Run a names the plugin "\.\/mimmx\.config\.ts#mimmx-plugin-mine", which is a file, .*--plugins \.\/mimmx\.config\.ts#mimmx-plugin-mine/,
  );
  const registry = await commandRegistry([NAME], folder, { source: 'Run a', allowed: [NAME] });
  expect(registry.list('estimator').map(({ definition }) => definition.name)).toContain('my-own');
});

test.each([
  ['./other.config.ts#mine', /^E_PLUGIN_NOT_FOUND: .*other\.config\.ts holds no plugin "mine"/],
  ['./nowhere.config.ts#mine', /^E_CONFIG_NOT_FOUND: .*nowhere\.config\.ts/],
])('one that its config does not hold is missed by name: %s', async (name, message) => {
  await expect(commandRegistry([name], folder, { source: 'Run a', allowed: [name] })).rejects.toThrow(
    message,
  );
});
