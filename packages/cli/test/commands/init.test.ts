import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodePng } from '@mimmx/data/files';
import { resolveConfig } from '@mimmx/experiment';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readColumns } from '../../src/init/columns.ts';
import { inProcess } from '../in-process.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mimmx init '));
  mkdirSync(join(folder, 'scans', 'a'), { recursive: true });
  const rows = Array.from({ length: 40 }, (_, i) => {
    writeFileSync(join(folder, 'scans', 'a', `${i}.png`), encodePng(new Uint8Array(256).fill(6 * i), 16, 16));
    return [`a/${i}`, `p${i >> 1}`, i % 2 ? 'yes' : 'no', (i >> 1) % 2 ? 'M' : 'F', 40 + i, `note ${i}`].join(
      ';',
    );
  });
  writeFileSync(join(folder, 'labels.csv'), ['image;patient_id;finding;sex;age;remark', ...rows].join('\n'));
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => rmSync(join(folder, 'mimmx.config.ts'), { force: true }));

const init = (...args: string[]) => inProcess(['init', '--no-measure', ...args], folder);

test('a table with semicolons and names without endings becomes a config that resolves', async () => {
  const { status, stdout, stderr } = await init('--y', 'finding', '--z', 'sex,age');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('finding: no 20, yes 20');
  expect(stdout).toContain('remark: 40 different texts');
  const text = readFileSync(join(folder, 'mimmx.config.ts'), 'utf8');
  const config = new Function('defineConfig', text.replace(/^import .*\n\nexport default/, 'return'))(
    (own: unknown) => own,
  );
  expect(resolveConfig(config)).toMatchObject({
    dataset: {
      name: 'xray-folder',
      options: { table: 'labels.csv', images: 'scans', path: '{image}.png', patient: 'patient_id' },
    },
    data: {
      task: {
        y: { column: 'finding', values: ['no', 'yes'] },
        z: [
          { column: 'sex', values: ['F', 'M'] },
          { column: 'age', values: { low: '< 60', high: '>= 60' } },
        ],
      },
    },
    plugins: ['datasets-cxr'],
  });
});

test('without --z, columns that are confounders everywhere are taken', async () => {
  await init('--y', 'finding');
  const text = readFileSync(join(folder, 'mimmx.config.ts'), 'utf8');
  expect(text).toMatch(/column: 'sex'/);
  expect(text).toMatch(/column: 'age'/);
});

describe('what cannot be done is said in one line, and nothing is written:', () => {
  test.each([
    [['--y', 'fnding'], 'E_UNKNOWN_NAME: --y: there is no "fnding". Did you mean "finding"?', 1],
    [[], 'E_USAGE: Say --y NAME, one of: finding, sex, age', 2],
    [['--y', 'finding', '--z', 'sexx'], 'E_UNKNOWN_NAME: --z: there is no "sexx". Did you mean "sex"?', 1],
    [['--y', 'finding', '--size', 'big'], 'E_USAGE: --size big', 2],
    [['--y', 'finding', '--images', 'nowhere'], 'E_NO_DATA: No column of labels.csv leads to the images', 1],
    [['nowhere'], 'E_PATH: There is no folder', 1],
    [['scans'], 'no table (CSV or TSV, one row per image)', 1],
  ])('%j', async (args, message, status) => {
    const outcome = await init(...args);
    expect(outcome.status).toBe(status);
    expect(outcome.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(outcome.stderr).toContain(message);
    expect(readdirSync(folder)).not.toContain('mimmx.config.ts');
  });
});

test('a config that is there is not replaced unless asked', async () => {
  writeFileSync(join(folder, 'mimmx.config.ts'), 'mine');
  const { status, stderr } = await init('--y', 'finding');
  expect(status).toBe(1);
  expect(stderr).toMatch(/^E_CONFIG_EXISTS: .*--overwrite/);
  expect(readFileSync(join(folder, 'mimmx.config.ts'), 'utf8')).toBe('mine');
  expect((await init('--y', 'finding', '--overwrite')).status).toBe(0);
});

test('quoted fields keep their commas and semicolons', async () => {
  const file = join(folder, 'quoted.tsv');
  writeFileSync(file, 'a\tb\n"x, y\tz"\t1,5\nw\t2\n');
  const [a, b] = await readColumns(file);
  expect(a!.texts).toEqual(['x, y\tz', 'w']);
  expect(b!.texts).toEqual(['1,5', '2']);
  rmSync(file);
});
