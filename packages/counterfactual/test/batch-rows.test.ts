import type { Batch, Task } from '@mimmx/core';
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
