import { cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { inProcess } from '../in-process.ts';
import { type Outcome, toyConfig } from '../run-command.ts';
import { commandMistakes } from './commands.ts';
import { mistakes, type Toy } from './configs.ts';
import { brokenFiles } from './files.ts';

let folder: string;
let taken: Server;
/** What stands for what in the tables. */
const places: Record<string, string> = { CONFIG: 'toy.mjs' };
const config: Toy = structuredClone((await import(toyConfig)).default);
config.plugins = [join(dirname(toyConfig), 'toy-plugin.ts')];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mimmx mistakes '));
  writeFileSync(join(folder, 'toy.mjs'), `export default ${JSON.stringify(config)};`);
  writeFileSync(join(folder, 'not-a-plugin.mjs'), 'export const a = 1;');
  writeFileSync(join(folder, 'throws.mjs'), 'throw new Error("boom");');
  mkdirSync(join(folder, 'thesis'));
  writeFileSync(join(folder, 'thesis', 'thesis.tex'), '');
  places.TOY = config.plugins[0];
  await train('finished');
  await train('other', '--set', 'data.task.y={"column":"smoker"}');
  for (const name of ['unfinished', 'damaged', 'again'])
    cpSync(join(folder, 'finished'), join(folder, name), { recursive: true });
  rmSync(join(folder, 'unfinished', 'record.json'));
  writeFileSync(join(folder, 'damaged', 'summary.json'), '{}');
  Object.assign(places, {
    RUN: join(folder, 'finished'),
    'RUN/': `${join(folder, 'finished')}/`,
    'RUN-AGAIN': join(folder, 'again'),
    OTHER: join(folder, 'other'),
    UNFINISHED: join(folder, 'unfinished'),
    DAMAGED: join(folder, 'damaged'),
  });
  taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  places.PORT = String((taken.address() as { port: number }).port);
}, 300_000);
afterAll(() => {
  taken.close();
  rmSync(folder, { recursive: true });
});

/** A run of two updates. */
async function train(out: string, ...more: string[]): Promise<void> {
  const small = ['training.updates=2', 'evaluation.bootstrap=0', 'data.split={"train":60,"test":60}'];
  const short = [...small.flatMap((set) => ['--set', set]), '--methods', 'erm', '--jobs', '1'];
  expect(await inProcess(['train', 'toy.mjs', '--out', out, ...short, ...more], folder)).toMatchObject({
    status: 0,
  });
}

/** Every file and folder that is there, files with what would tell a change. */
const lookOf = (): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => {
      const stat = lstatSync(join(folder, name));
      return stat.isFile() ? `${name} ${stat.size} ${stat.mtimeMs}` : name;
    })
    .sort();

/** One line with the code, the thing and the next step; nothing else is written. */
async function refused(
  args: readonly string[],
  status: number,
  code: string,
  says: string | RegExp,
): Promise<void> {
  const before = lookOf();
  const outcome: Outcome = await inProcess(args, folder);
  // The error follows what was said before; several problems of a config stand below one another.
  const lines = outcome.stderr.trimEnd().split('\n');
  const at = lines.findIndex((text) => /^E_/.test(text));
  const line = at < 0 ? '' : lines.slice(at).join('\n');
  if (process.env.MIMMX_PRINT)
    process.stdout.write(`${args.join(' ').slice(0, 60)} → ${outcome.status} ${line}\n`);
  expect(line).toMatch(code === 'E_' ? /^E_(?!INTERNAL)[A-Z_]+: / : new RegExp(`^${code}: `));
  expect(line).toMatch(says);
  // Long enough to say what to do, and no stack or second line of the error after it.
  expect(line.length).toBeGreaterThan(30);
  expect(outcome.status).toBe(status);
  expect(outcome.stdout).toBe('');
  expect(lookOf()).toEqual(before);
}

describe('a config with', () => {
  test.each(mistakes)('%s', async (name, change, code, says) => {
    const wrong = structuredClone(config);
    change(wrong);
    const file = `${name.replaceAll(/\W+/g, '-')}.mjs`;
    writeFileSync(join(folder, file), `export default ${JSON.stringify(wrong)};`);
    await refused(['train', file, '--out', 'never', '--jobs', '1'], 1, code, says);
  });
});

describe('a config file that is', () => {
  test.each(brokenFiles)('%s', async (_, file, content, code, says) => {
    writeFileSync(join(folder, file), content);
    await refused(['train', file, '--out', 'never'], 1, code, says);
  });
});

describe('a command line with', () => {
  test('no command is left out', () => {
    const shown = new Set(commandMistakes.map(([, [name]]) => name));
    expect(Object.keys(commands).filter((name) => !shown.has(name))).toEqual([]);
  });

  test.each(commandMistakes)('%s', async (_, args, status, code, says) => {
    const real = args.map((argument) => places[argument] ?? argument);
    await refused(real, status, code, says);
  });
});
