import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodePng, parseCsv, textOfCell } from '@mimmx/data/files';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { remove, run, temporaryFolder } from '../run-command.ts';

const ROWS = 40;
const SIDE = 16;
const datasets = fileURLToPath(new URL('../../../datasets-cxr/src/index.ts', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  await mkdir(join(folder, 'images'));
  const rows = [];
  for (let row = 0; row < ROWS; row++) {
    const pixels = Uint8Array.from({ length: SIDE * SIDE }, (_, pixel) => {
      const noise = 40 * Math.sin(row * 12.9898 + pixel * 78.233);
      return 100 + noise + 60 * (row % 2) * (pixel % 2);
    });
    await writeFile(join(folder, 'images', `${row}.png`), encodePng(pixels, SIDE, SIDE));
    rows.push(`${row}.png,p${row},${row % 2 ? 'ill' : 'well'},${row % 4 < 2 ? 'AP' : 'PA'}`);
  }
  await writeFile(join(folder, 'rows.csv'), ['path,patient,state,view', ...rows].join('\n'));
  const config = {
    plugins: [datasets],
    backend: 'cpu',
    dataset: {
      name: 'xray-folder',
      options: {
        table: 'rows.csv',
        images: 'images',
        image: { size: SIDE },
        normalise: 'image',
        cache: false,
      },
    },
    encoder: { name: 'small-cnn', options: { channels: [4] } },
    data: {
      task: { y: { column: 'state' }, z: [{ column: 'view' }] },
      split: { train: 20, test: 20 },
      train: 'natural',
      shifts: { natural: 'natural' },
    },
    methods: { erm: {} },
    training: { updates: 5, batchSize: 10 },
    evaluation: { bootstrap: 0 },
  };
  await writeFile(join(folder, 'mimmx.config.mjs'), `export default ${JSON.stringify(config)}`);
  expect(await run(['train', '--out', 'run', '--jobs', '1'], folder)).toMatchObject({ status: 0 });
}, 300_000);
afterAll(() => remove(folder));

test('files, and a table without labels, are prepared as in training and get the numbers of the run', async () => {
  const table = async (name: string) =>
    parseCsv(await readFile(join(folder, name), 'utf8')).map((cells) => cells.map(textOfCell));
  const [, ...tested] = await table('run/predictions.csv');
  const some = tested.slice(0, 3).map(([id]) => id!);
  await writeFile(join(folder, 'new.csv'), ['path,patient', ...some.map((id) => `${id},x`)].join('\n'));
  const [loose, listed, missing] = await Promise.all([
    run(
      ['predict', 'run', ...some.map((id) => `images/${id}`), '--out', 'loose.csv', '--plugins', datasets],
      folder,
    ),
    run(['predict', 'run', '--table', 'new.csv', '--out', 'listed.csv', '--plugins', datasets], folder),
    run(
      ['predict', 'run', `images/${some[0]}`, 'images/none.png', '--out', 'none.csv', '--plugins', datasets],
      folder,
    ),
  ]);
  expect([loose.stderr, loose.status, listed.status]).toEqual([expect.any(String), 0, 0]);
  for (const name of ['loose.csv', 'listed.csv']) {
    const [header, ...rows] = await table(name);
    expect(header!.slice(4)).toEqual(['predicted state', 'p(ill)', 'p(well)']);
    expect(rows.map(([id]) => id)).toEqual(some);
    for (const [i, row] of rows.entries()) {
      const wanted = tested[i]!.slice(-2).map(Number);
      for (const [k, p] of row.slice(-2).entries())
        expect(Math.abs(Number(p) - wanted[k]!)).toBeLessThan(1e-6);
    }
  }
  expect(missing).toMatchObject({ status: 1, stdout: '' });
  expect(missing.stderr).toMatch(/^E_PREDICT: There is no file images\/none.png/m);
  await expect(readFile(join(folder, 'none.csv'))).rejects.toThrow('ENOENT');
}, 300_000);

test('images that cannot be read are named in words of the command', async () => {
  await writeFile(join(folder, 'images', 'broken.png'), 'no image');
  await writeFile(join(folder, 'broken.csv'), 'path,patient\nbroken.png,x\n0.png,x\n');
  const [loose, listed] = await Promise.all([
    run(['predict', 'run', 'images/0.png', 'images/broken.png', '--plugins', datasets], folder),
    run(['predict', 'run', '--table', 'broken.csv', '--plugins', datasets], folder),
  ]);
  expect(loose.stderr).toMatch(/^E_DATA: broken\.png: .* Mend it, or leave it out\.$/m);
  expect(listed.stderr).toMatch(/^E_QUARANTINE: 1 of 2 rows .*, line 2: .* Mend them, or leave them out\.$/m);
  for (const { status, stderr } of [loose, listed]) {
    expect(status).toBe(1);
    expect(stderr).not.toMatch(/problems\./);
  }
  await expect(readFile(join(folder, 'predictions.csv'))).rejects.toThrow('ENOENT');
}, 120_000);
