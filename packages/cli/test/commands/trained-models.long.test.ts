import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runOnnx } from '@mimmx/backend-onnx';
import { decodeSafetensors } from '@mimmx/core';
import { parseCsv, textOfCell } from '@mimmx/data/files';
import { resolveConfig, trialsOf } from '@mimmx/experiment';
import { folderTrials } from '@mimmx/experiment/node';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { main } from '../../src/main.ts';
import { plugin } from '../fixtures/hospitals/hospital-plugin.ts';
import { remove, run, temporaryFolder } from '../run-command.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/hospitals/${name}`, import.meta.url));
const root = fixture('.');
const table = async (path: string) =>
  parseCsv(await readFile(path, 'utf8')).map((cells) => cells.map(textOfCell));

let folder: string;
let out: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  out = join(folder, 'runs a');
  const trained = await run(['train', fixture('a.config.mjs'), '--out', out, '--jobs', '1'], folder);
  expect(trained.stderr.split('\n').filter((line) => line.startsWith('E_'))).toEqual([]);
  expect(trained.status).toBe(0);
}, 120_000);
afterAll(() => remove(folder));

/** SHA-256 of every file of the run but those of other data. */
async function filesOf(path: string): Promise<Record<string, string>> {
  const names = await readdir(path, { recursive: true, withFileTypes: true });
  const files = names
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.startsWith(join(path, 'external')));
  const hashes = files.map(async (file) => [
    file,
    createHash('sha256')
      .update(await readFile(file))
      .digest('hex'),
  ]);
  return Object.fromEntries(await Promise.all(hashes));
}

/** Images of the run's data set by id, as its plugin makes them. */
async function imagesOf(ids: readonly string[], options = {}): Promise<Float32Array> {
  const [definition] = plugin.provides;
  const checked = definition.options['~standard'].validate(options) as { value: never };
  const dataset = await definition.create({ root, seed: 0 }, checked.value);
  const images = await Promise.all(ids.map((id) => dataset.image(dataset.table.ids.indexOf(id))));
  return Float32Array.from(images.flatMap((image) => [...image]));
}

/** Runs a command that fails before anything is loaded, in this process. */
async function refused(args: readonly string[]): Promise<{ status: number; said: string }> {
  let said = '';
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  try {
    return { status: await main(args), said };
  } finally {
    spy.mockRestore();
  }
}

test('predict, in a process of its own, gives the numbers of predictions.csv, without labels', async () => {
  const given = ['predict', out, '--data', fixture('a.config.mjs'), '--out', 'all.csv'];
  const { status, stdout } = await run([...given, '--set', 'dataset.options.labelled=false'], folder);
  expect({ status, stdout }).toEqual({ status: 0, stdout: `${join(folder, 'all.csv')}: 640 predictions\n` });
  const [header, ...rows] = await table(join(folder, 'all.csv'));
  expect(header).toEqual(['id', 'patient', 'method', 'seed', 'predicted finding', 'p(none)', 'p(effusion)']);
  const found = new Map(rows.map(([id, , method, seed, ...rest]) => [`${id} ${method} ${seed}`, rest]));
  const [, ...tested] = await table(join(out, 'predictions.csv'));
  expect(tested.length).toBe(80 * 4);
  let right = 0;
  for (const [id, , , method, seed, y, , none, effusion] of tested) {
    const [label, ...p] = found.get(`${id} ${method} ${seed}`)!;
    expect(Math.abs(Number(p[0]) - Number(none))).toBeLessThan(1e-6);
    expect(Math.abs(Number(p[1]) - Number(effusion))).toBeLessThan(1e-6);
    right += Number(label === y);
  }
  expect(right / tested.length).toBeGreaterThan(0.8);
});

test('an exported model gives the numbers of predictions.csv in onnxruntime, and says what they are', async () => {
  const { status, stdout } = await run(
    ['export', out, '--root', root, '--plugins', './hospital-plugin.ts', '--method', 'both', '--seed', '1'],
    folder,
  );
  expect(status).toBe(0);
  const file = join(folder, 'both.onnx');
  expect(stdout).toContain(`${file}\n\nIn Python:\n\nimport numpy`);
  expect(stdout).toContain('classes = ["none","effusion"]');
  const description = JSON.parse(await readFile(join(folder, 'both.json'), 'utf8'));
  expect(description).toMatchObject({
    method: 'both',
    plugin: 'multi-task',
    seed: 1,
    input: { name: 'image', shape: ['batch', 8, 8, 1], axes: ['batch', 'height', 'width', 'channels'] },
    preparation: { dataset: 'hospital', options: { which: 'A', rows: 160, size: 8, labelled: true } },
    outputs: [
      { name: 'probabilities', width: 2, classes: ['none', 'effusion'] },
      { name: 'features', width: 1 },
      { name: 'view_from_features', width: 2, classes: ['AP', 'PA'] },
    ],
  });
  const tested = (await table(join(out, 'predictions.csv'))).filter(
    ([, , , method, seed]) => method === 'both' && seed === '1',
  );
  const pixels = await imagesOf(tested.map(([id]) => id!));
  // A session of ONNX Runtime on the file's bytes, with nothing of the training.
  const found = await runOnnx(await readFile(file), {
    image: { shape: [tested.length, 8, 8, 1], values: pixels },
  });
  expect(Object.keys(found)).toEqual(['probabilities', 'features', 'view_from_features']);
  const { values } = found.probabilities!;
  for (const [i, [, , , , , , , none, effusion]] of tested.entries()) {
    expect(Math.abs(values[2 * i]! - Number(none))).toBeLessThan(1e-5);
    expect(Math.abs(values[2 * i + 1]! - Number(effusion))).toBeLessThan(1e-5);
  }
});

test('safetensors has the weights that were judged, and nothing of the optimiser', async () => {
  const given = [
    'export',
    out,
    '--root',
    root,
    '--plugins',
    './hospital-plugin.ts',
    '--method',
    'erm',
    '--to',
    'safetensors',
    '--out',
    'weights',
  ];
  const { status, stdout } = await run(given, folder);
  expect(status).toBe(0);
  expect(stdout.split('\n')[0]).toBe(join(folder, 'weights', 'erm.safetensors'));
  const { tensors, metadata } = decodeSafetensors(await readFile(join(folder, 'weights', 'erm.safetensors')));
  const config = resolveConfig(JSON.parse(await readFile(join(out, 'config.json'), 'utf8')));
  const trial = trialsOf(config).find(({ tags }) => tags.method === 'erm' && tags.seed === 0)!;
  const { variables } = (await folderTrials(out).weights(trial.id))!;
  const network = Object.keys(variables).filter((name) => /^(encoder|heads|averages)\./.test(name));
  expect(network.length).toBeLessThan(Object.keys(variables).length);
  expect(Object.keys(tensors).sort()).toEqual(network.sort());
  for (const name of network) expect(tensors[name]).toEqual(variables[name]);
  expect(metadata).toMatchObject({ method: 'erm', seed: '0', shape: '[8,8,1]' });
});

test('another hospital: classes by name or not at all, all rows, beside the run, which stays as it is', async () => {
  const before = await filesOf(out);
  const given = ['evaluate', out, '--data', fixture('b.config.mjs')];
  const unmapped = await run(given, folder);
  expect(unmapped).toMatchObject({ status: 1, stdout: '' });
  expect(unmapped.stderr).toMatch(
    /^E_CLASSES: The model was trained on finding \(none, effusion\), and these data have finding \(healthy, ill\)/m,
  );
  const map = ['--map', 'finding: healthy=none', '--map', 'finding: ill=effusion', '--map', 'view: bed=AP'];
  const { status, stdout } = await run([...given, ...map], folder);
  expect(status).toBe(0);
  const place = join(out, 'external', 'hospital-B');
  expect(stdout).toMatch(/^erm +\d/m);
  expect(stdout).toContain(`Results: ${place}`);
  const summary = JSON.parse(await readFile(join(place, 'summary.json'), 'utf8'));
  expect(summary).toMatchObject({
    name: 'hospital-B',
    run: 'a',
    seeds: [0, 1],
    dataset: { name: 'hospital', images: 50, judged: 50, patients: 25 },
    classes: { view: { bed: 'AP' } },
  });
  // Its accuracy is what its own predictions say.
  const [, ...rows] = await table(join(place, 'predictions.csv'));
  expect(rows.length).toBe(50 * 4);
  const own = rows.filter(([, , , method]) => method === 'erm');
  const right = own.filter(
    ([, , , , , y, , none, effusion]) => Number(none) > Number(effusion) === (y === 'none'),
  );
  const { accuracy } = summary.methods.erm.shifts['hospital-B'];
  expect(accuracy).toBeCloseTo(right.length / own.length, 10);
  expect(accuracy).toBeGreaterThan(0.75);
  expect(summary.methods.erm.rows.some(({ measure }: { measure: string }) => measure === 'leakage')).toBe(
    true,
  );
  expect(summary.differences.length).toBeGreaterThan(0);
  expect(await filesOf(out)).toEqual(before);

  expect((await refused([...given, ...map])).said).toMatch(/^E_RUN_EXISTS: .*--overwrite/m);
  const few = [...given, '--name', 'few', '--set', 'dataset.options.rows=4', ...map, '--json'];
  const measured = await run(few, folder);
  expect(measured.status).toBe(0);
  const notes = JSON.parse(measured.stdout).methods.erm.rows.filter(
    ({ measure, value }: { measure: string; value: unknown }) => measure === 'leakage' && value === null,
  );
  expect(notes.length).toBeGreaterThan(0);
  for (const { note } of notes) expect(note).toMatch(/patient/);
});

test('what cannot be done is one line, and nothing is written', async () => {
  const other = fixture('b.config.mjs');
  const before = await readdir(out, { recursive: true });
  const wrong: readonly [readonly string[], number, RegExp][] = [
    [['predict', out], 2, /^E_USAGE: Give either image files, or --data CONFIG, or --table FILE/],
    [['predict', out, '--data', other, '--method', 'ern'], 1, /has no method "ern". Did you mean "erm"/],
    [['predict', out, '--data', other, '--seed', '7'], 2, /has no seed 7. It has 0, 1/],
    [['evaluate', out, '--map', 'a: b=c'], 2, /go with --data CONFIG/],
    [['evaluate', out, '--data', other, '--map', 'ill'], 2, /write --map "factor: their class=class/],
    [['evaluate', out, '--data', other, '--name', '../x'], 1, /cannot be the name of a folder/],
    [['evaluate', out, '--data', other, '--set', 'data.task={}'], 1, /does not say what y is/],
    [
      ['export', out, '--root', root, '--plugins', './hospital-plugin.ts', '--to', 'tflite'],
      2,
      /write one of onnx, tfjs, safetensors/,
    ],
    [['export', folder], 1, /^E_NOT_A_RUN/],
    [['export', out, '--root', join(folder, 'nowhere')], 1, /^E_PATH/],
  ];
  for (const [args, status, message] of wrong) {
    const found = await refused(args);
    expect({ args, status: found.status }).toEqual({ args, status });
    expect(found.said).toMatch(message);
  }
  const late = await Promise.all([
    run(['predict', out, 'x.png', '--root', root, '--plugins', './hospital-plugin.ts'], folder),
    run(['predict', out, '--data', other, '--set', 'dataset.options.size=9'], folder),
  ]);
  expect(late.map(({ status, stdout }) => [status, stdout])).toEqual([
    [1, ''],
    [1, ''],
  ]);
  expect(late[0]!.stderr).toMatch(
    /^E_PREDICT: Data set "hospital" does not say how to prepare single files/m,
  );
  expect(late[1]!.stderr).toMatch(
    /^E_MODEL: The model takes images of shape \[8,8,1\], and these are \[9,9,1\]/m,
  );
  expect(await readdir(out, { recursive: true })).toEqual(before);
}, 300_000);
