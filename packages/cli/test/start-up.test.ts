import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mimmx, remove, start, temporaryFolder } from './run-command.ts';

const hook = pathToFileURL(fileURLToPath(new URL('fixtures/loaded-modules.mjs', import.meta.url))).href;
const [node = '', ...script] = mimmx;
let folder: string;

beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => remove(folder));

/** Files that the command loads from disk, by address. */
async function loaded(...args: string[]): Promise<string[]> {
  const list = join(folder, args.join(' '));
  process.env.LOADED_MODULES = list;
  const { status } = await start([node, '--import', hook, ...script, ...args], folder).done;
  expect(status).toBe(0);
  return (await readFile(list, 'utf8')).split('\n').filter((url) => url.startsWith('file:'));
}

const foreign = (url: string) => url.includes('/node_modules/');

test.each(['--help', '--version', 'version', 'help'])(
  'mimmx %s loads no library and no command',
  async (argument) => {
    const modules = await loaded(argument);
    expect(modules.some((url) => url.endsWith('/cli/src/main.ts'))).toBe(true);
    expect(modules.filter(foreign)).toEqual([]);
    expect(modules.filter((url) => url.includes('/commands/') && !url.endsWith('/index.ts'))).toEqual([]);
  },
);

test('the list would show TensorFlow.js: a command that needs it loads it', async () => {
  const modules = await loaded('plugins');
  expect(modules.some((url) => url.includes('@tensorflow'))).toBe(true);
});
