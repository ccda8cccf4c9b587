import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plugin as baselines } from '@mimmx/baselines';
import { fit, loadModel, type SavableModel } from '@mimmx/experiment/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { examplesOf, runExample } from '../../../../tooling/examples.ts';
import { SHAPE, stripes } from './stripes.ts';

const setting = {
  plugins: [baselines],
  backend: 'cpu',
  encoder: { name: 'small-cnn', options: { channels: [4, 8] } },
  training: { updates: 60, batchSize: 16, learningRate: 1e-2 },
} as const;

let folder: string;
let model: SavableModel;
const seen = stripes(80, 1);
const fresh = stripes(60, 2);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mimmx model-'));
  const { images, sick: y, view, age, patients } = seen;
  model = await fit({ ...setting, images, shape: SHAPE, y, z: { view, age }, patients, method: 'erm' });
}, 300_000);
afterAll(async () => {
  model.dispose();
  await rm(folder, { recursive: true, force: true });
});

describe('a model that was fitted to arrays', () => {
  test('knows its classes, and predicts images it has not seen', async () => {
    expect(model.classes).toEqual(['no', 'yes']);
    const { labels, values, columns, count } = await model.predict(fresh.images);
    expect({ columns, count }).toEqual({ columns: 2, count: 60 });
    const right = labels.filter((label, i) => label === fresh.sick[i]).length;
    expect(right).toBeGreaterThan(54);
    for (let i = 0; i < count; i++) expect(values[2 * i]! + values[2 * i + 1]!).toBeCloseTo(1, 5);
    // One image alone, and images as a list, come to the same.
    const list = [0, 1, 2].map((i) => Array.from(fresh.images.subarray(64 * i, 64 * (i + 1))));
    const three = await model.predict(list);
    for (const [i, value] of three.values.entries()) expect(value).toBeCloseTo(values[i]!, 5);
  });

  test('measures itself on other arrays: by class name, with leakage, and says what is not known', async () => {
    const { images, sick: y, view, patients } = fresh;
    const judged = await model.evaluate({ images, y, z: { view }, patients });
    const { labels } = await model.predict(images);
    const right = labels.filter((label, i) => label === y[i]).length;
    expect(judged.value('accuracy')).toBeCloseTo(right / 60, 10);
    expect(
      judged.rows.find((row) => row.measure === 'leakage' && row.factor === 'view')!.value,
    ).not.toBeNull();
    expect(judged.rows.filter((row) => row.factor === 'age' && row.value === null)[0]!.note).toBe(
      'not known in these data',
    );
    expect(judged.notes).toEqual(['"age" is not known in these data.']);
    // The classes in another order of the alphabet are the same classes.
    const renamed = y.map((label) => (label === 'yes' ? 'A: ill' : 'B: well'));
    await expect(model.evaluate({ images, y: renamed })).rejects.toThrow(
      /^E_CLASSES: The model was trained on y \(no, yes\), and these data have y \(A: ill, B: well\)/,
    );
    const classes = { y: { 'A: ill': 'yes', 'B: well': 'no' } };
    const mapped = await model.evaluate({ images, y: renamed }, { classes });
    expect(mapped.value('accuracy')).toBeCloseTo(right / 60, 10);
  });

  test('a set with one class, and few patients, has rows that say what cannot be measured', async () => {
    const well = fresh.sick.flatMap((label, i) => (label === 'no' && i < 6 ? [i] : []));
    const images = well.map((i) => fresh.images.subarray(64 * i, 64 * (i + 1)));
    const judged = await model.evaluate({
      images,
      y: well.map(() => 'no'),
      z: { view: well.map((i) => fresh.view[i]!) },
    });
    const auroc = judged.rows.find((row) => row.measure === 'auroc')!;
    expect(auroc).toMatchObject({ value: null, note: expect.stringMatching(/./) });
    const leakage = judged.rows.filter((row) => row.measure === 'leakage' && row.factor === 'view');
    expect(leakage.length).toBeGreaterThan(0);
    for (const row of leakage) expect(row).toMatchObject({ value: null, note: expect.stringMatching(/./) });
    expect(judged.value('accuracy')).not.toBeNull();
  });

  test('saved and loaded it says the same, to the last bit, and is not overwritten', async () => {
    const path = join(folder, 'saved');
    await model.save(path);
    const loaded = await loadModel(path, setting);
    expect((await loaded.predict(fresh.images)).values).toEqual((await model.predict(fresh.images)).values);
    expect(await loaded.features(fresh.images)).toEqual(await model.features(fresh.images));
    expect(loaded.card.resolved.encoder.options).toMatchObject({ channels: [4, 8] });
    loaded.dispose();
    await expect(model.save(path)).rejects.toThrow(/^E_RUN_EXISTS/);
    await expect(loadModel(path, { ...setting, method: 'ern' })).rejects.toThrow(
      /^E_UNKNOWN_NAME: .* has no method "ern". Did you mean "erm"/,
    );
    await expect(loadModel(path, { ...setting, seed: 3 })).rejects.toThrow(
      /has no seed 3 of "erm". It has 0/,
    );
  });
});

test('the example of the page of models does what it says', async () => {
  const page = readFileSync(new URL('../../../../docs/models.md', import.meta.url), 'utf8');
  const load = () => loadModel(join(folder, 'saved'), setting);
  const renamed = async () => {
    const loaded = await load();
    return { ...loaded, save: (path: string) => loaded.save(join(folder, path)) };
  };
  const pixels = fresh.images.subarray(0, 128);
  const { printed } = await runExample(
    examplesOf(page)[0]!,
    { '@mimmx/experiment/node': { loadModel: renamed } },
    { pixels },
  );
  expect(printed).toEqual(['0 "age" is not known in these data.']);
  const again = await loadModel(join(folder, 'models/one'), setting);
  expect((await again.predict(pixels)).values).toEqual((await model.predict(pixels)).values);
  again.dispose();
});

test('a number as y comes out in its own unit', async () => {
  const { images, patients } = seen;
  const amount = Float32Array.from(seen.sick, (label) => (label === 'yes' ? 70 : 40));
  const training = { updates: 60, batchSize: 16, learningRate: 3e-2 };
  const encoder = { name: 'small-cnn', options: { channels: [4] } };
  const years = await fit({
    ...setting,
    training,
    encoder,
    images,
    shape: SHAPE,
    y: { values: amount, unit: 'years' },
    patients,
    method: 'erm',
  });
  const { values, columns, classes, labels } = await years.predict(images);
  expect({ columns, classes, labels }).toEqual({ columns: 1, classes: [], labels: [] });
  const error = amount.reduce((sum, value, i) => sum + Math.abs(value - values[i]!), 0) / amount.length;
  // Its mean would be 15 off.
  expect(error).toBeLessThan(7);
  expect((await years.evaluate({ images, y: amount })).value('mae')).toBeCloseTo(error, 3);
  years.dispose();
}, 300_000);

describe('arrays that do not fit are refused in one line', () => {
  const { images, sick: y, view } = stripes(8, 3);
  const broken = images.slice();
  broken[70] = Number.NaN;
  const bad: readonly [string, object, RegExp][] = [
    ['lengths', { y: y.slice(1) }, /^E_ARRAYS: y has 7 values for 8 images/],
    ['z', { z: { view: view.slice(2) } }, /view has 6 values for 8 images/],
    ['patients', { patients: ['a'] }, /patients has 1 values for 8 images/],
    ['pixels', { images: broken }, /Image 1 has the value NaN at place 6/],
    ['shape', { shape: [8, 9, 1] }, /512 values, which is not a multiple of the 72/],
    ['shape of one', { shape: [64] }, /shape is \[64\]/],
    ['nothing', { images: new Float32Array() }, /images is empty/],
    ['missing y', { y: [...y.slice(1), null] }, /y is missing \(or NaN\) at image 7/],
    ['NaN y', { y: Float32Array.from(y, (_, i) => (i === 2 ? Number.NaN : i)) }, /at image 2/],
    ['mixed', { y: ['a', 1, 'b', 2, 'a', 1, 'b', 2] }, /kind string and number/],
    ['objects', { y: y.map(() => ({})) }, /y has values of kind object/],
    ['too many', { y: y.map((_, i) => 1000 + i) }, /1007: too many for classes.*Float32Array\.from\(y\)/],
    ['labels', { y: { values: y, labels: ['no', 'maybe'] } }, /y is "yes" at image 1, which is none/],
    ['method', { method: 'erms' }, /^E_UNKNOWN_NAME: Unknown method "erms". Did you mean "erm"/],
    ['encoder', { encoder: 'small-cn' }, /Unknown encoder "small-cn"/],
    ['selection', { select: 'validation-mean' }, /^E_SELECTION_NEEDS/],
    ['twice', { z: { y: view } }, /Both y and a z are called "y"/],
  ];
  test.each(bad)('%s', async (_, wrong, message) => {
    const training = { ...setting.training, batchSize: 8 };
    const options = { ...setting, training, images, shape: SHAPE, y, method: 'erm', ...wrong };
    await expect(fit(options as never)).rejects.toThrow(message);
  });
});
