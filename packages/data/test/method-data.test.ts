import { disposeBatch, Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { createImageStore, createMethodData, dataSchema, prepareData } from '@mimmx/data';
import { beforeAll, describe, expect, test } from 'vitest';
import { classColumn, makeTable } from './tables.ts';

beforeAll(() => tf.setBackend('cpu'));

const ROWS = 120;
const PATIENTS = Int32Array.from({ length: ROWS }, (_, row) => row >> 1);
const table = makeTable(
  ROWS,
  {
    sick: classColumn(
      Array.from({ length: ROWS }, (_, row) => (row >> 1) % 2),
      ['no', 'yes'],
    ),
    sex: classColumn(
      Array.from({ length: ROWS }, (_, row) => (row >> 2) % 2),
      ['F', 'M'],
    ),
  },
  PATIENTS,
);
const prepared = prepareData(
  { table, settable: [] },
  dataSchema.parse({
    task: { y: { column: 'sick' }, z: [{ column: 'sex' }] },
    train: 'natural',
    shifts: { natural: 'natural' },
    split: { train: 0.5, test: 0.5 },
  }),
  0,
);
const images = createImageStore({
  shape: [1, 1, 1],
  settable: [],
  image: async (row) => Float32Array.of(row),
});
const make = (seed = 1) =>
  createMethodData({ data: prepared, task: prepared.task, images, batchSize: 8, random: new Random(seed) });

describe('sources by weights', () => {
  test('draw rows in proportion to their weights, and by others once they are told', async () => {
    const data = make();
    const train = data.set('train');
    const source = data.batches(
      train,
      Float32Array.from(train.rows, (_, i) => (i < 2 ? i + 1 : 0)),
    );
    const counts = new Map<number, number>();
    for (let i = 0; i < 300; i++) {
      const batch = await source.next();
      for (const row of await batch.rows.data()) counts.set(row, (counts.get(row) ?? 0) + 1);
      disposeBatch(batch);
    }
    expect([...counts.keys()].sort()).toEqual([0, 1]);
    // 2,400 draws, of which a third are of row 0: three standard deviations are 69.
    expect(Math.abs((counts.get(0) ?? 0) - 800)).toBeLessThan(70);
    source.reweigh(Float32Array.from(train.rows, (_, i) => (i === 7 ? 0.5 : 0)));
    expect(new Set(await (await source.next()).rows.data())).toEqual(new Set([7]));
  });

  test('go on from a saved place with the weights that they had', async () => {
    const [a, b] = [make(3), make(99)];
    const weights = Float32Array.from(a.set('train').rows, (_, i) => i + 1);
    const of = (data: ReturnType<typeof make>) =>
      data.batches(data.set('train'), new Float32Array(weights.length).fill(1));
    const [one, two] = [of(a), of(b)];
    await one.next();
    one.reweigh(weights);
    await one.next();
    b.restore(JSON.parse(JSON.stringify(a.state)));
    for (let i = 0; i < 3; i++)
      expect([...(await (await two.next()).rows.data())]).toEqual([
        ...(await (await one.next()).rows.data()),
      ]);
  });

  test.each([
    ['too few', () => new Float32Array(3), /^E_WEIGHTS: Set "train" has \d+ samples and 3 weights/],
    ['none positive', (n: number) => new Float32Array(n), /^E_WEIGHTS: .* add up to 0/],
    ['not a number', (n: number) => new Float32Array(n).fill(Number.NaN), /^E_WEIGHTS: .* add up to NaN/],
    ['negative', (n: number) => new Float32Array(n).fill(-1), /^E_WEIGHTS/],
  ])('%s weights are refused in one line', (_, weights, message) => {
    const data = make();
    const train = data.set('train');
    expect(() => data.batches(train, weights(train.rows.length))).toThrow(message);
  });

  test('only they have weights', () => {
    const data = make();
    const source = data.batches(data.set('train'), 'uniform');
    expect(() => source.reweigh(new Float32Array(1))).toThrow(/^E_WEIGHTS: A source with uniform sampling/);
  });
});

test('a pass gives every row once, in order, the last batch filled up with its last row', async () => {
  const data = make();
  const train = data.set('train');
  const seen: number[] = [];
  for await (const batch of data.pass(train, 7)) {
    expect(batch.x.shape[0]).toBe(7);
    seen.push(...(await batch.rows.data()));
    disposeBatch(batch);
  }
  const count = train.rows.length;
  expect(seen.slice(0, count)).toEqual(Array.from({ length: count }, (_, i) => i));
  expect(new Set(seen.slice(count))).toEqual(new Set(seen.length > count ? [count - 1] : []));
});

test('holding out shares no patient, loses no row, and is the same each time', () => {
  const parts = () => make(5).holdOut(0.25);
  const { train, heldOut } = parts();
  const patientsOf = (rows: Int32Array) => new Set([...rows].map((row) => PATIENTS[row]));
  for (const patient of patientsOf(heldOut.rows)) expect(patientsOf(train.rows)).not.toContain(patient);
  expect(train.rows.length + heldOut.rows.length).toBe(make().set('train').rows.length);
  expect(parts().heldOut.rows).toEqual(heldOut.rows);
  expect(() => make().holdOut(0)).toThrow(/^E_NEED: Holding 0 of/);
});

test('validation data that there are not are a need that is not met', () => {
  expect(() => make().set('validation')).toThrow(/^E_NEED: .*data.split.validation/);
});

test('the places of a method that asked for other sources are refused', () => {
  const data = make();
  data.batches(data.set('train'), 'uniform');
  expect(() => data.restore([])).toThrow(/^E_CHECKPOINT: .*0 batch sources/);
});
