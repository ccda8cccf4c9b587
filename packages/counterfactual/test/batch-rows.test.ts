import { type Batch, type Factor, stratumCodes, type Task } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { beforeAll, expect, test } from 'vitest';
import { readBatch, writeBatch } from '../src/methods/batch-rows.ts';
import { cpu } from './backends.ts';

beforeAll(() => cpu.setup());

test('groups of a rewritten batch go by the bins of a number, and a value on a border keeps its bin', async () => {
  const years = [30, 50, 50, 71.3];
  const task: Task = {
    y: { name: 'y', kind: 'categorical', classes: 2, labels: ['0', '1'] },
    z: [
      {
        name: 'years',
        kind: 'continuous',
        mean: 47.123,
        sd: 13.7,
        bins: { edges: [50], labels: ['< 50', '>= 50'] },
      },
      { name: 'score', kind: 'continuous', mean: 0, sd: 1 },
    ],
  };
  const batch: Batch = {
    x: tf.zeros([4, 2, 2, 1]),
    y: tf.tensor1d([0, 0, 1, 1], 'int32'),
    z: [tf.tensor1d(years.map((value) => (value - 47.123) / 13.7)), tf.tensor1d([0, 1, 2, 3])],
    known: [tf.ones([4]), tf.ones([4])],
    rows: tf.range(0, 4, 1, 'int32'),
    group: tf.tensor1d([0, 1, 3, 3], 'int32'),
  };
  const { attributes } = await readBatch(batch, task);
  const images = new Float32Array(16);
  const same = writeBatch(batch, images, attributes, task);
  expect([...same.group.dataSync()]).toEqual([0, 1, 3, 3]);
  const older = { ...attributes, years: Float64Array.from(attributes.years!, (value) => value + 25) };
  expect([...writeBatch(batch, images, older, task).group.dataSync()]).toEqual([1, 1, 3, 3]);
});

test('a border far below the mean parts a rewritten batch as it parts the batch itself', async () => {
  const [mean, sd, edge] = [100.3, 57.1, 1];
  const years = Array.from({ length: 200 }, (_, i) => edge + (i % 2 ? 0 : 1e-5 * i));
  const factor: Factor = {
    ...{ name: 'years', kind: 'continuous', mean, sd },
    bins: { edges: [edge], labels: ['< 1', '>= 1'] },
  };
  const task: Task = { y: { name: 'y', kind: 'categorical', classes: 2, labels: ['0', '1'] }, z: [factor] };
  const column = tf.tensor1d(years.map((value) => (value - mean) / sd));
  const codes = [...stratumCodes(factor, column).dataSync()];
  const batch: Batch = {
    x: tf.zeros([200, 1, 1, 1]),
    y: tf.zeros([200], 'int32'),
    z: [column],
    known: [tf.ones([200])],
    rows: tf.range(0, 200, 1, 'int32'),
    group: tf.tensor1d(codes, 'int32'),
  };
  const { attributes } = await readBatch(batch, task);
  const same = writeBatch(batch, new Float32Array(200), attributes, task);
  expect([...same.group.dataSync()]).toEqual(codes);
});
