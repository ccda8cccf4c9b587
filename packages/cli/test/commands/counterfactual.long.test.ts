import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { remove, run, temporaryFolder } from '../run-command.ts';

let folder: string;
const data = {
  task: {
    y: { column: 'digit', positive: '>= 5' },
    z: [{ factor: 'thickness', strength: 0.9 }],
  },
  split: { train: 7000, test: 3000, seed: 0 },
  shifts: { balanced: 'balanced' },
  sizes: { train: 400, balanced: 160 },
};
const generator = {
  name: 'small',
  dataset: 'digits',
  data: { ...data, train: 'balanced' },
  model: { name: 'vae', options: { channels: [8, 8], hidden: 16, latent: 4, output: 4 } },
  training: { updates: 40 },
  predictorUpdates: 60,
  tunings: { soft: { targets: 'soft', updates: 5 } },
  judges: ['pca-logistic'],
  replicates: 20,
  backend: { name: 'onnx', options: { device: 'cpu', threads: 1 } },
};
const method = (more: object = {}) => ({ options: { generator: 'g', ...more } });
const classifiers = {
  name: 'classifiers',
  dataset: 'digits',
  data,
  encoder: { name: 'small-cnn', options: { channels: [4, 8] } },
  methods: {
    erm: {},
    'cf-augment': method(),
    'augmented-mimm-x': { method: 'cf-augment', ...method({ base: 'mimm-x' }) },
    'cf-consistency': method(),
    'cf-matching': method({ removed: 1 }),
  },
  training: { updates: 12, batchSize: 32 },
  evaluation: { bootstrap: 40 },
  backend: generator.backend,
};

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

beforeAll(async () => {
  folder = await temporaryFolder();
  await writeFile(join(folder, 'generator.json'), JSON.stringify(generator));
  await writeFile(join(folder, 'classifiers.json'), JSON.stringify(classifiers));
  const trained = await run(['generator', 'generator.json', '--out', 'g'], folder);
  expect(trained).toMatchObject({ status: 0 });
  expect(trained.stdout).toMatch(/none, own .*\n.*none, pca-logistic .*\n.*soft, own /);
}, 300_000);
afterAll(() => remove(folder));

describe('a generator of digits', () => {
  test('has a report with sheets, and is not trained twice', async () => {
    const report = await readFile(join(folder, 'g', 'report.html'), 'utf8');
    expect(report.match(/data:image\/png;base64/g)).toHaveLength(2);
    expect(report).toContain('not a truth about a person');
    expect((await readFile(join(folder, 'g', 'sheets', 'soft.png'))).subarray(0, 4)).toEqual(png);
    const again = await run(['generator', 'generator.json', '--out', 'g'], folder);
    expect(again.status).toBe(0);
    expect(again.stderr).not.toMatch(/of 40 updates/);
  }, 120_000);

  test('gives images under an intervention', async () => {
    const { stdout, status } = await run(
      [
        'counterfactual',
        'g',
        '--do',
        'thickness=thick',
        '--do',
        'digit=< 5',
        '--image',
        'digit-0-00005',
        '--image',
        'digit-0-00017',
        '--out',
        'out',
      ],
      folder,
    );
    expect(status).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(5);
    expect((await readdir(join(folder, 'out'))).sort()).toEqual(
      [
        'digit-0-00017-digit=_5.png',
        'digit-0-00017-thickness=thick.png',
        'digit-0-00005-digit=_5.png',
        'digit-0-00005-thickness=thick.png',
        'sheet.png',
      ].sort(),
    );
  }, 120_000);

  test('gives twelve test images by their ids if none are named', async () => {
    const { stdout, status } = await run(
      ['counterfactual', 'g', '--do', 'thickness=thick', '--out', 'twelve'],
      folder,
    );
    expect(status).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(13);
    const names = (await readdir(join(folder, 'twelve'))).filter((name) => name !== 'sheet.png');
    expect(names).toHaveLength(12);
    for (const name of names) expect(name).toMatch(/^digit-\d-\d+-thickness=thick\.png$/);
  }, 120_000);

  test.each([
    ['a node that is not there', ['--do', 'thicknes=thick'], 'E_UNKNOWN_NODE', 'Did you mean "thickness"?'],
    ['a value that is not there', ['--do', 'thickness=thik'], 'E_BAD_VALUE', 'thick'],
    ['a node twice', ['--do', 'thickness=thick,thickness=thin'], 'Usage', '"thickness" is set twice'],
    ['no value', ['--do', 'thickness'], 'Usage', 'NAME=VALUE'],
    ['nothing to do', [], 'Usage', '--do NAME=VALUE'],
    ['an image that is not there', ['--do', 'thickness=thick', '--image', 'x9'], 'E_ROW', 'no image "x9"'],
    [
      'a tuning that is not there',
      ['--do', 'thickness=thick', '--tuning', 'hard'],
      'E_UNKNOWN_NAME',
      'none, soft',
    ],
    ['pixel noise of 2', ['--do', 'thickness=thick', '--pixel-noise', '2'], 'Usage', 'from 0 to 1'],
  ])(
    '%s is one line',
    async (_, given, code, words) => {
      const { status, stderr, stdout } = await run(
        ['counterfactual', 'g', ...given, '--out', 'none'],
        folder,
      );
      expect(status).toBe(code === 'Usage' ? 2 : 1);
      expect(stdout).toBe('');
      const last = stderr.trimEnd().split('\n').at(-1)!;
      if (code !== 'Usage') expect(last).toMatch(new RegExp(`^${code}: `));
      expect(last).toContain(words);
      expect(await readdir(folder)).not.toContain('none');
    },
    60_000,
  );

  test('a config for another graph does not go into its folder', async () => {
    const { stderr, status } = await run(
      ['generator', 'generator.json', '--out', 'g', '--set', 'parents.digit=["thickness"]'],
      folder,
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(/E_RUN_EXISTS: .* holds a generator for the graph/);
  }, 120_000);
});

describe('classifiers', () => {
  beforeAll(async () => {
    const trained = await run(['train', 'classifiers.json', '--out', 'c', '--jobs', '1'], folder);
    expect(trained.stderr).not.toMatch(/E_/);
    expect(trained.status).toBe(0);
  }, 300_000);

  test('learn from a generator, and are audited with it', async () => {
    const { stdout, status } = await run(['audit', 'c', '--generator', 'g', '--json'], folder);
    expect(status).toBe(0);
    const { rows } = JSON.parse(stdout);
    expect(rows.map(({ method }: { method: string }) => method)).toEqual(Object.keys(classifiers.methods));
    for (const row of rows) {
      expect(row.intervention).toBe('thickness');
      expect(row.change.value).toBeGreaterThanOrEqual(0);
      expect(row.floor.value).toBeLessThan(0.01);
      expect(row.validity.target).toEqual(expect.any(Number));
    }
  }, 120_000);

  test('a folder without a generator is said in one line', async () => {
    const { stderr, status } = await run(['audit', 'c', '--generator', 'c'], folder);
    expect(status).toBe(1);
    expect(stderr).toMatch(/E_NOT_A_GENERATOR: .* holds no generator/);
  }, 300_000);
});
