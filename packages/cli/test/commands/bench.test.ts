import { spawnSync } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asTyped } from '../../src/commands/bench.ts';
import { remove, run, temporaryFolder, toyConfig } from '../run-command.ts';

const toyPlugin = join(toyConfig, '..', 'toy-plugin.ts');
let folder: string;
let config: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  config = join(folder, 'toy.config.json');
  const { default: toy } = await import(toyConfig);
  await writeFile(
    config,
    JSON.stringify({
      ...toy,
      plugins: [toyPlugin],
      data: { ...toy.data, split: { train: 0.5, test: 0.4 } },
      training: { ...toy.training, updates: 6 },
      evaluation: { bootstrap: 0, probePatients: 40 },
    }),
  );
});
afterAll(() => remove(folder));

const bench = (...args: string[]) => run(['bench', ...args], folder);

test('compares methods on data of a user, goes on, and writes tables', async () => {
  const out = join(folder, 'bench');
  const data = ['medfair', '--config', config, '--load', toyPlugin, '--backend', 'cpu', '--out', out];
  const args = [...data, '--methods', 'erm,dfr', '--seeds', '0'];
  const first = await bench(...args);
  expect(first.stderr).not.toContain('E_');
  expect(first.status).toBe(0);
  expect(first.stdout).toMatch(/^erm +\d+\.\d \(1\)/m);
  expect((await readdir(out)).sort()).toEqual([
    'report.html',
    'results.json',
    'table.csv',
    'table.md',
    'trials',
  ]);
  const { protocol, rows, command } = JSON.parse(await readFile(join(out, 'results.json'), 'utf8'));
  expect(protocol).toBe('medfair');
  expect(command).toContain('mimmx bench medfair --config');
  expect(new Set(rows.map(({ method }: { method: string }) => method))).toEqual(new Set(['erm', 'dfr']));

  const again = await bench(...args, '--collect');
  expect(again.stderr).not.toContain('seed 0');
  expect(again.stdout).toBe(first.stdout);

  const table = await readFile(join(out, 'table.md'), 'utf8');
  const other = await bench(...args, '--updates', '2', '--collect');
  expect(other.stderr).toMatch(
    /^E_USAGE: --collect: .*bench has 2 trainings, but none of those that are asked for\. Give the --updates/,
  );
  expect(other.status).toBe(2);
  expect(await readFile(join(out, 'table.md'), 'utf8')).toBe(table);

  const elsewhere = await bench(...args.map((text) => (text === out ? `${out}s` : text)), '--collect');
  expect(elsewhere.stderr).toMatch(/^E_USAGE: --collect: .*benchs has no trainings\. Name .* --out\.\n$/);
  expect(await readdir(folder)).not.toContain('benchs');
});

test('bad input is one line, and nothing is written', async () => {
  const out = join(folder, 'x');
  for (const [args, status, message] of [
    [['lff-colored-mnst'], 1, 'Unknown protocol "lff-colored-mnst". Did you mean "lff-colored-mnist"?'],
    [['medfair'], 1, 'E_PROTOCOL: "medfair" compares methods on data of yours.'],
    [['lff-colored-mnist', '--seeds', 'one'], 2, 'E_USAGE: --seeds one: write whole numbers'],
    [['lff-colored-mnist', '--methods', 'emr'], 1, 'Did you mean "erm"?'],
    [
      ['lff-colored-mnist', '--config', config, '--load', toyPlugin],
      2,
      'E_USAGE: --config: "lff-colored-mnist" has data of its own, and takes no config.',
    ],
    [
      ['medfair', '--config', config, '--load', toyPlugin, '--updates', '7'],
      2,
      'E_USAGE: --updates 7: the protocol trains for 6, and a budget can only be smaller.',
    ],
  ] as const) {
    const found = await bench(...args, '--out', out);
    expect({ args, status: found.status }).toEqual({ args, status });
    expect(found.stderr).toContain(message);
    expect(found.stderr.trim().split('\n')).toHaveLength(1);
  }
  expect(await readdir(folder)).not.toContain('x');
});

test('a table names a command that a shell takes as it was given', () => {
  const given = [
    'lff-colored-mnist',
    '--seeds',
    '0,1',
    '--settings',
    '0.5 %;1 %',
    '--set=a="b"',
    '$HOME `x`',
  ];
  const said = asTyped(given);
  expect(said).toBe(
    'lff-colored-mnist --seeds 0,1 --settings "0.5 %;1 %" "--set=a=\\"b\\"" "\\$HOME \\`x\\`"',
  );
  const shell = spawnSync('sh', ['-c', `printf '%s\\n' ${said}`], { encoding: 'utf8' });
  expect(shell.stdout.trimEnd().split('\n')).toEqual(given);
});
