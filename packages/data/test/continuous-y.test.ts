import { type Bins, Random, strataOf, stratumOf } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import {
  createImageStore,
  createMethodData,
  dataSchema,
  prepareData,
  resolveTask,
  taskSchema,
} from '@mimmx/data';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { quantileBins } from '../src/bins.ts';
import { classColumn, makeTable, numberColumn } from './tables.ts';

beforeAll(() => tf.setBackend('cpu'));

const ROWS = 200;
const ages = Array.from({ length: ROWS }, (_, row) => 20 + ((row * 37) % 61));
const table = makeTable(ROWS, {
  age: numberColumn(ages.map((age, row) => (row === 5 ? Number.NaN : age))),
  sex: classColumn(
    ages.map((_, row) => row % 2),
    ['F', 'M'],
  ),
});

const binOf = (bins: Bins, value: number) =>
  stratumOf({ name: 'it', kind: 'continuous', mean: 0, sd: 1, bins }, value);

test('bins hold about equal counts, every value lies in one, and equal values in the same', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 200 }),
      fc.integer({ min: 1, max: 8 }),
      (values, wanted) => {
        const bins = quantileBins(Float32Array.from(values), wanted);
        expect(bins.labels.length).toBe(bins.edges.length + 1);
        expect(bins.labels.length).toBeLessThanOrEqual(wanted);
        const counts = new Float64Array(bins.labels.length);
        for (const value of values) counts[binOf(bins, value)]!++;
        expect(counts.every((count) => count > 0)).toBe(true);
        if (new Set(values).size === values.length)
          for (const count of counts) expect(Math.abs(count - values.length / wanted)).toBeLessThanOrEqual(1);
      },
    ),
  );
  expect(binOf(quantileBins(Float32Array.of(1, 2), 2), Number.NaN)).toBe(-1);
});

test('borders are told apart in words, in as few digits as that takes', () => {
  expect(quantileBins(Float32Array.of(1, 2.34567, 3, 4), 4).labels).toEqual([
    '< 2.346',
    '2.346 to < 3',
    '3 to < 4',
    '>= 4',
  ]);
  const close = quantileBins(Float32Array.of(0, 1000.1, 1000.2, 2000), 4).labels;
  expect(close).toEqual(['< 1000.1', '1000.1 to < 1000.2', '1000.2 to < 2000', '>= 2000']);
});

test('a column of numbers is learned as it is: standardised over the training rows, binned for cells', () => {
  const resolved = resolveTask(
    table,
    [],
    taskSchema.parse({ y: { column: 'age', bins: 3 }, z: [{ column: 'sex' }] }),
  );
  const { y } = resolved.task;
  expect(y.kind).toBe('continuous');
  expect(strataOf(y)).toMatchObject({ name: 'age', classes: 3 });
  expect([...resolved.eligible]).not.toContain(5);
  const known = ages.filter((_, row) => row !== 5);
  const mean = known.reduce((a, b) => a + b, 0) / known.length;
  expect(y).toMatchObject({ mean: expect.closeTo(mean, 3) });
});

test('its batches carry standardised values and groups of bins, its sets the values themselves', async () => {
  const data = dataSchema.parse({
    task: { y: { column: 'age' }, z: [{ column: 'sex' }] },
    train: 'natural',
    shifts: { natural: 'natural' },
    split: { train: 0.5, test: 0.5 },
  });
  const prepared = prepareData({ table, settable: [] }, data, 0);
  const { train } = prepared.splits;
  const images = createImageStore({
    shape: [1, 1, 1],
    settable: [],
    image: async (row) => Float32Array.of(row),
  });
  const method = createMethodData({
    data: prepared,
    task: prepared.task,
    images,
    batchSize: 16,
    random: new Random(1),
  });
  const batch = await method.batches(method.set('train'), 'group-balanced').next();
  const { y } = prepared.task;
  if (y.kind !== 'continuous') throw new Error('continuous');
  const [x, values, rows, group] = await Promise.all(
    [batch.x, batch.y, batch.rows, batch.group].map((t) => t.data()),
  );
  for (let i = 0; i < 16; i++) {
    const row = rows![i]!;
    expect(x![i]).toBe(train.rows[row]);
    expect(values![i]! * y.sd + y.mean).toBeCloseTo(ages[train.rows[row]!]!, 3);
    expect(group![i]).toBe(train.group[row]);
    // y-major by bin
    expect(train.y[row]).toBe(Math.floor(i / 4));
  }
  expect(train.target?.[0]).toBe(ages[train.rows[0]!]);
});
