import type { Dataset } from '@mimmx/core';
import { createRegistry } from '@mimmx/core';
import { dataSchema, prepareData } from '@mimmx/data';
import { beforeAll, expect, test } from 'vitest';
import { digitsOf, digitsSplit, plugin } from '../src/index.ts';

let dataset: Dataset;

beforeAll(async () => {
  dataset = await createRegistry().use(plugin).create('dataset', 'digits', { root: '.', seed: 0 }, {});
});

test('has one row per digit and says what it is', () => {
  expect(dataset.table.length).toBe(10_000);
  expect(new Set(dataset.table.ids).size).toBe(10_000);
  expect(dataset.shape).toEqual([28, 28, 1]);
  expect(dataset.licence).toContain('MNIST');
  expect(dataset.settable.map(({ name }) => name)).toEqual([
    'thickness',
    'rotation',
    'position',
    'blur',
    'intensity',
    'shutter',
    'ruler',
    'corner',
  ]);
});

test('other digits can be had with the same factors and columns of their own', async () => {
  const bytes = new Uint8Array(2 * 28 * 28);
  bytes.fill(255, 28 * 28 + 28 * 10, 28 * 28 + 28 * 18);
  const own = digitsOf(
    { count: 2, digits: Int32Array.of(3, 8), bytes, licence: 'ours' },
    { part: { kind: 'categorical', codes: Int32Array.of(0, 1), labels: ['train', 'test'] } },
  );
  expect(own.table.columns.part).toMatchObject({ labels: ['train', 'test'] });
  expect(own.table.columns.digit).toMatchObject({ codes: Int32Array.of(3, 8) });
  expect(own.licence).toBe('ours');
  const [empty, full] = [
    await own.image(0, { thickness: 1 }),
    await own.image(1, { thickness: 1, intensity: 1 }),
  ];
  expect(Math.max(...empty)).toBe(0);
  expect(Math.max(...full)).toBeCloseTo(0.4, 5);
  await expect(own.image(2)).rejects.toThrow('E_ROW: digits has no row 2; rows are 0 to 1.');
});

test('the same row and codes give the same image; absent codes are 0', async () => {
  const codes = { thickness: 1, rotation: 1, blur: 1 };
  const first = await dataset.image(4321, codes);
  const again = await dataset.image(4321, codes);
  expect(again).toEqual(first);
  const zeros = Object.fromEntries(dataset.settable.map(({ name }) => [name, 0]));
  expect(await dataset.image(17, zeros)).toEqual(await dataset.image(17));
});

test('images can be changed without changing the data set', async () => {
  const image = await dataset.image(5, { corner: 1 });
  const before = image.slice();
  image.fill(0.5);
  expect(await dataset.image(5, { corner: 1 })).toEqual(before);
});

test('every combination of factors stays within 0 and 1', async () => {
  for (let combination = 0; combination < 64; combination++) {
    const codes = Object.fromEntries(dataset.settable.map(({ name }, f) => [name, (combination >> f) & 1]));
    const image = await dataset.image((combination * 157) % 10_000, codes);
    expect(image.length).toBe(784);
    expect(image.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(Math.max(...image)).toBeGreaterThan(0.1);
  }
});

test('refuses rows and codes that do not exist', async () => {
  await expect(dataset.image(10_000)).rejects.toThrow('E_ROW: digits has no row 10000; rows are 0 to 9999.');
  await expect(dataset.image(0, { thicknes: 1 })).rejects.toThrow(
    'E_UNKNOWN_FACTOR: digits has no factor "thicknes"',
  );
  await expect(dataset.image(0, { rotation: 2 })).rejects.toThrow(
    'E_UNKNOWN_VALUE: digits: factor "rotation" has no code 2',
  );
});

test('the standard split has 7,000 and 3,000 images, none in both, whatever the seed of the run', () => {
  const config = dataSchema.parse({
    task: {
      y: { column: 'digit', positive: '>= 5' },
      z: [
        { factor: 'thickness', strength: 0.9 },
        { factor: 'rotation', strength: 0.9 },
      ],
    },
    split: digitsSplit,
  });
  const [one, two] = [1, 2].map((seed) => prepareData(dataset, config, seed));
  const rows = (data: typeof one, set: 'train' | 'test') =>
    [...((set === 'train' ? data?.splits.train : data?.splits.shifts.balanced)?.rows ?? [])].sort(
      (a, b) => a - b,
    );
  expect(rows(one, 'train').length).toBe(7000);
  expect(rows(one, 'test').length).toBe(3000);
  expect(new Set([...rows(one, 'train'), ...rows(one, 'test')]).size).toBe(10_000);
  expect(rows(two, 'test')).toEqual(rows(one, 'test'));
  expect(two?.splits.train.assigned).not.toEqual(one?.splits.train.assigned);
  const [thickness] = one?.report.sets[0]?.dependence ?? [];
  expect(thickness?.mutualInformation).toBeCloseTo(0.368, 3);
});
