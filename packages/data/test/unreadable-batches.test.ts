import { disposeBatch, MimmxError, type Task } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { createImageStore, evaluationBatches, type SampleSet } from '@mimmx/data';
import { beforeAll, expect, test } from 'vitest';
import { content, setUp, uniform } from './telling-dataset.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

test('an image that cannot be read fails the batch that needs it, and no other', async () => {
  const { dataset, task, set } = setUp();
  const images = createImageStore({
    ...dataset,
    image: async (row, assigned) => {
      if (row === set.rows[0]) throw new Error('broken file');
      return dataset.image(row, assigned);
    },
  });
  const source = uniform({ set, task, images }, 10);
  const outcomes = await Promise.all(
    Array.from({ length: 4 }, async () => {
      try {
        disposeBatch(await source.next());
        return 'fine';
      } catch (error) {
        return String(error);
      }
    }),
  );
  expect(outcomes.sort()).toEqual(['Error: broken file', 'fine', 'fine', 'fine']);
});

function storeWithoutRow1(code: 'E_QUARANTINED' | 'E_DATA' = 'E_QUARANTINED') {
  const set = {
    name: 'train',
    rows: Int32Array.of(0, 1, 2, 3),
    y: Int32Array.of(0, 1, 0, 1),
    z: [Int32Array.of(0, 0, 0, 0), Float32Array.of(10, 20, 30, 40)],
    group: Int32Array.of(0, 2, 0, 2),
    patients: Int32Array.of(0, 1, 2, 3),
    groups: { count: 4, factors: [{ name: 'y', classes: 2 }] },
  } as unknown as SampleSet;
  const images = createImageStore({
    shape: [1, 1, 1],
    settable: [],
    image: async (row) => {
      if (row === 1) throw new MimmxError(code, 'Row 1 cannot be read.');
      return Float32Array.of(row);
    },
  });
  const task = {
    y: { name: 'y', kind: 'categorical', classes: 2, labels: ['no', 'yes'] },
    z: [
      { name: 'site', kind: 'categorical', classes: 2, labels: ['A', 'B'] },
      { name: 'age', kind: 'continuous', mean: 0, sd: 1 },
    ],
  } as const satisfies Task;
  return { set, images, task };
}

test('an unreadable image: training gets another of its group, evaluation none, and other failures are not hidden', async () => {
  const { set, images } = storeWithoutRow1();
  const every = Int32Array.of(0, 1, 2, 3);
  const replaced = await images.read(set, every, 'replace');
  expect([[...replaced.pixels], [...replaced.samples]]).toEqual([
    [0, 3, 2, 3],
    [0, 3, 2, 3],
  ]);
  // Also once the replacement is in memory.
  expect((await images.read(set, every, 'replace')).samples).toEqual(replaced.samples);
  const left = await images.read(set, every);
  expect([[...left.pixels], [...left.samples]]).toEqual([
    [0, 0, 2, 3],
    [0, -1, 2, 3],
  ]);
  const broken = storeWithoutRow1('E_DATA');
  await expect(broken.images.read(set, Int32Array.of(1), 'replace')).rejects.toThrow(/^E_DATA/);
});

test('a training batch carries the labels of the image that it really shows', async () => {
  const source = uniform(storeWithoutRow1(), 4);
  const batch = await source.next();
  const [x, , , age] = (await content(batch)) as [number[][][][], number[], number[], number[]];
  const shown = x.map((image) => image[0]![0]![0]!);
  expect([...shown].sort()).toEqual([0, 2, 3, 3]);
  expect(age).toEqual(shown.map((row) => 10 * (row + 1)));
});

test.each([false, true])('an unreadable image is in no evaluation batch (pad: %s)', async (pad) => {
  const { set, images, task } = storeWithoutRow1();
  for (const size of [1, 2, 3, 4]) {
    const seen: number[] = [];
    for await (const { batch, indices } of evaluationBatches(set, size, { task, images, pad })) {
      expect(batch.x.shape[0]).toBe(pad ? size : indices.length);
      const shown = [...(await batch.x.data())];
      expect(shown.slice(0, indices.length)).toEqual([...indices]);
      expect(shown.slice(indices.length).every((row) => row === indices.at(-1))).toBe(true);
      expect([...(await batch.y.data())]).toEqual(shown.map((row) => row % 2));
      seen.push(...indices);
      disposeBatch(batch);
    }
    expect(seen).toEqual([0, 2, 3]);
  }
});
