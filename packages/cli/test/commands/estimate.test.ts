import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { remove, run, temporaryFolder } from '../run-command.ts';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => remove(folder));

const project = fileURLToPath(new URL('../../../../examples/third-party-estimator', import.meta.url));

test('a benchmark prints every estimator, writes rows, table and charts, and goes on where it was', async () => {
  const args = ['estimate', '--benchmark', 'gaussian-1d-0.5', '--estimators', 'ksg,gaussian'];
  const small = [...args, '--samples', '300', '--workers', '1', '--out', 'bench'];
  const first = await run([...small, '--seeds', '2'], folder);
  expect(first.status).toBe(0);
  expect(first.stdout).toContain('gaussian-1d-0.5: 0.500 nats, 300 samples');
  expect(first.stdout).toMatch(/^ksg +0\.\d{4} +-?0\.\d{4} +0\.\d{4} +0\.\d{4} +2 +\d+\.\d$/m);
  const rows = JSON.parse(await readFile(join(folder, 'bench', 'results.json'), 'utf8'));
  expect(rows.map((row: { estimator: string }) => row.estimator).sort()).toEqual(['gaussian', 'ksg']);
  const keys = ['estimator', 'task', 'truth', 'n', 'seeds', 'mean', 'bias', 'sd', 'mse', 'seconds'];
  expect(Object.keys(rows[0])).toEqual(expect.arrayContaining(keys));
  for (const file of ['table.md', 'bias-variance.svg', 'index.html']) {
    expect(await readFile(join(folder, 'bench', file), 'utf8')).toContain('ksg');
  }
  const again = await run([...small, '--seeds', '2', '--json'], folder);
  expect(JSON.parse(again.stdout)).toEqual(rows);
});

test('self-consistency takes a contributed estimator', async () => {
  const names = ['--consistency', 'ross,cauchy-schwarz', '--load', './src/index.ts'];
  const { status, stdout } = await run(['estimate', ...names, '--samples', '400', '--json'], project);
  expect(status).toBe(0);
  const [ross, stranger] = JSON.parse(stdout);
  expect(ross).toMatchObject({ estimator: 'ross', y: 'discrete' });
  expect(Math.abs(ross.independence)).toBeLessThan(0.08);
  expect(Math.abs(ross.additivity - 2)).toBeLessThan(0.4);
  expect(stranger).toMatchObject({ estimator: 'cauchy-schwarz', y: 'continuous' });
  expect(Math.abs(stranger.independence)).toBeLessThan(0.08);
});

test.each([
  [['--benchmark', 'staircse'], 1, 'E_UNKNOWN_NAME: Unknown benchmark "staircse". Did you mean "staircase"?'],
  [['--benchmark', 'small', '--estimators', 'klub'], 1, 'Did you mean "club"?'],
  [['--benchmark', 'small', '--seeds', 'few'], 2, 'E_USAGE: --seeds few: write a whole number'],
  [['--benchmark', 'small', '--backend', 'cuda'], 2, 'processes compute with "onnx" or "cpu"'],
  [['--consistency', 'mien'], 1, 'Unknown estimator "mien". Did you mean "mine"?'],
  [[], 2, 'Write either --benchmark NAME or --consistency'],
] as const)('estimate %j fails in one line', async (args, status, message) => {
  const { stderr, stdout, status: found } = await run(['estimate', ...args], folder);
  expect({ found, stdout }).toEqual({ found: status, stdout: '' });
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(stderr).toContain(message);
});
