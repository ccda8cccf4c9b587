import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load-config.ts';
import { commandRegistry } from '../../src/run/registry.ts';
import { namedByConfig } from '../../src/run/trust.ts';
import { remove, temporaryFolder } from '../run-command.ts';

let folder: string;
/** Says that something of the stranger's was run. */
let ran: string;
let evil: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  ran = join(folder, 'RAN');
  evil = `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(ran)}, ''); export const plugin = { name: 'evil', contract: 1, provides: [] }; export default {};`;
  await writeFile(join(folder, 'evil.mjs'), evil);
  for (const name of ['evil', '@mimmx/evil', 'mimmx-plugin-evil']) {
    const own = join(folder, 'node_modules', name);
    await mkdir(own, { recursive: true });
    await writeFile(join(own, 'package.json'), '{ "type": "module", "main": "index.js" }');
    await writeFile(join(own, 'index.js'), evil);
  }
});
afterAll(() => remove(folder));

describe('of a config that is data, nothing is run:', () => {
  test.each([
    ['x.json', 'x.json.mjs'],
    ['y.yaml', 'y.yaml.mjs'],
  ])('%s beside %s is read as it is', async (name, beside) => {
    await writeFile(join(folder, name), name.endsWith('json') ? '{ "name": "x" }' : 'name: x\n');
    await writeFile(join(folder, beside), evil);
    const { config, program } = await loadConfig(name, folder);
    expect({ config, program }).toEqual({ config: { name: 'x' }, program: false });
  });

  test.skipIf(process.platform === 'win32').each([
    ['a name without a form', 'plain', (path: string) => writeFile(path, evil), 'is of no known form'],
    ['an unknown form', 'plain.txt', (path: string) => writeFile(path, evil), 'is of no known form'],
    [
      'YAML that links to a program',
      'l.yaml',
      (path: string) => symlink(join(folder, 'evil.mjs'), path),
      'is a link',
    ],
    [
      'JSON that links to a program',
      'l.json',
      (path: string) => symlink(join(folder, 'evil.mjs'), path),
      'is a link',
    ],
    ['a device', 'd.json', (path: string) => symlink('/dev/zero', path), 'is not a file'],
    ['a pipe', 'p.yaml', async (path: string) => void execFileSync('mkfifo', [path]), 'is not a file'],
    [
      'a file without end',
      'e.json',
      (path: string) => writeFile(path, '{').then(() => truncate(path, 2 ** 40)),
      'bytes',
    ],
  ])('%s', async (_, name, lay, said) => {
    await lay(join(folder, name));
    await expect(loadConfig(name, folder)).rejects.toMatchObject({
      code: 'E_CONFIG',
      message: expect.stringContaining(said),
    });
  });

  test.each(['./evil.mjs', 'evil', '@mimmx/evil', 'mimmx-plugin-evil'])(
    'a plugin it names: %s',
    async (name) => {
      await writeFile(join(folder, 'named.json'), JSON.stringify({ plugins: [name] }));
      const loaded = await loadConfig('named.json', folder);
      const naming = namedByConfig(loaded, [name], undefined);
      await expect(commandRegistry([name], folder, naming)).rejects.toMatchObject({
        code: 'E_PLUGIN_TRUST',
        message: expect.stringContaining(`--plugins ${name}`),
      });
    },
  );
});

test('all that was before ran nothing; what is allowed, or named by a program, is run', async () => {
  expect(existsSync(ran)).toBe(false);
  const data = { file: 'x.json', program: false };
  await commandRegistry(['./evil.mjs'], folder, namedByConfig(data, ['./evil.mjs'], 'other,./evil.mjs'));
  expect(existsSync(ran)).toBe(true);
  // The same file by another path.
  await commandRegistry(
    ['./evil.mjs'],
    folder,
    namedByConfig(data, ['./evil.mjs'], join(folder, 'evil.mjs')),
  );
  await commandRegistry(
    ['evil'],
    folder,
    namedByConfig({ file: 'x.ts', program: true }, ['evil'], undefined),
  );
  // What is installed with the command.
  await commandRegistry(['@mimmx/datasets-cxr'], join(import.meta.dirname, '../../../..'), {
    source: 'Run x',
    allowed: [],
  });
});
