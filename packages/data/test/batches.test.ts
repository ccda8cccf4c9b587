import { disposeBatch, Random, type Sampling } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { createAugmentation, createBatchSource, evaluationBatches } from '@mimmx/data';
import { beforeAll, expect, test } from 'vitest';
import { content, setUp, uniform } from './telling-dataset.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

test('every row of a batch carries the image, y and z of one sample', async () => {
  const { task, set, images } = setUp();
  const source = uniform({ set, task, images }, 40);
  const batch = await source.next();
  expect(batch.x.shape).toEqual([40, 2, 2, 1]);
  expect([batch.y, ...batch.z].map(({ dtype }) => dtype)).toEqual(['int32', 'int32', 'float32', 'int32']);
  const [x, y, mark, age, site, markKnown, ageKnown, siteKnown] = (await content(batch)) as number[][];
  const factor = task.z[1];
  if (factor?.kind !== 'continuous') throw new Error('age is continuous');
  (x as unknown as number[][][][]).forEach((image, i) => {
    const row = image[0]?.[0]?.[0] ?? -1;
    expect(image[1]?.[1]?.[0]).toBe(7);
    expect(y?.[i]).toBe(row % 2);
    expect(mark?.[i]).toBe(image[0]?.[1]?.[0]);
    expect(markKnown?.[i]).toBe(1);
    const hasAge = row % 10 !== 3;
    expect(ageKnown?.[i]).toBe(hasAge ? 1 : 0);
    expect(age?.[i]).toBeCloseTo(hasAge ? (row - factor.mean) / factor.sd : 0, 5);
    const hasSite = row % 10 !== 4;
    expect(siteKnown?.[i]).toBe(hasSite ? 1 : 0);
    expect(site?.[i]).toBe(hasSite ? row % 3 : 0);
  });
  // One epoch of one batch: all known ages of the training set, standardised by it.
  const ages = age?.filter((_, i) => ageKnown?.[i] === 1) ?? [];
  expect(ages.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 3);
  expect(ages.reduce((a, b) => a + b * b, 0) / ages.length).toBeCloseTo(1, 3);
});

test.each<[Sampling, number]>([
  ['uniform', 7],
  ['stratified', 8],
])(
  '%s: a source restored in mid-epoch gives the batches of an undisturbed one, augmentation included',
  async (sampling, batchSize) => {
    const make = (seed: number, prefetch: number) => {
      const { task, set, images } = setUp();
      const augment = createAugmentation({ shift: 1, noise: 0.1 });
      return createBatchSource({
        set,
        task,
        images,
        sampling,
        batchSize,
        random: new Random(seed),
        prefetch,
        ...(augment ? { augment } : {}),
      });
    };
    const undisturbed = make(1, 3);
    for (let i = 0; i < 9; i++) disposeBatch(await undisturbed.next());
    const saved = JSON.parse(JSON.stringify(undisturbed.state));
    const resumed = make(77, 1);
    disposeBatch(await resumed.next());
    resumed.restore(saved);
    for (let i = 0; i < 9; i++) {
      expect(await content(await resumed.next())).toEqual(await content(await undisturbed.next()));
    }
  },
);

test('augmentation differs from epoch to epoch and leaves the kept image alone', async () => {
  const { task, set, images } = setUp();
  const augment = createAugmentation({ noise: 1 });
  const source = uniform({ set, task, images }, 40, augment);
  const [first] = await content(await source.next());
  const [second] = await content(await source.next());
  expect(second).not.toEqual(first);
  const { pixels } = await images.read(set, Int32Array.of(0));
  expect([...pixels]).toEqual([set.rows[0], set.assigned?.codes[0]?.[0], 7, 7]);
});

test('an image is asked for once, also by another set; beyond the budget it is asked for again', async () => {
  const every = (length: number) => Int32Array.from({ length }, (_, i) => i);
  const roomy = setUp();
  for (let i = 0; i < 3; i++) await roomy.images.read(roomy.set, every(40));
  expect(roomy.dataset.asked.length).toBe(40);
  expect(new Set(roomy.dataset.asked).size).toBe(40);
  const copy = { ...roomy.set };
  await roomy.images.read(copy, every(40));
  expect(roomy.dataset.asked.length).toBe(40);
  // 16 bytes an image: room for ten.
  const tight = setUp({ budget: 160, concurrency: 3 });
  const first = await tight.images.read(tight.set, every(40));
  const second = await tight.images.read(tight.set, every(40));
  expect(second).toEqual(first);
  expect(tight.dataset.asked.length).toBe(70);
});

test('evaluation goes through a set in order, and can pad the last batch', async () => {
  const { task, shifts, images } = setUp();
  const set = shifts.balanced;
  if (!set) throw new Error('balanced');
  const seen: number[] = [];
  for await (const { batch, indices } of evaluationBatches(set, 8, { task, images })) {
    expect(batch.x.shape[0]).toBe(indices.length);
    seen.push(...indices);
    expect(Array.from(await batch.y.data())).toEqual(Array.from(indices, (i) => set.y[i]));
    disposeBatch(batch);
  }
  expect(seen).toEqual(Array.from({ length: 20 }, (_, i) => i));
  const shapes: number[][] = [];
  for await (const { batch, indices } of evaluationBatches(set, 8, { task, images, pad: true })) {
    shapes.push([batch.x.shape[0] ?? 0, indices.length]);
    const rows = Array.from(await batch.x.slice([0, 0, 0, 0], [8, 1, 1, 1]).data());
    expect(rows.slice(0, indices.length)).toEqual(Array.from(indices, (i) => set.rows[i]));
    disposeBatch(batch);
  }
  expect(shapes).toEqual([
    [8, 8],
    [8, 8],
    [8, 4],
  ]);
});

test('batches leave no tensor behind', async () => {
  const { task, set, images } = setUp();
  const source = uniform({ set, task, images }, 4);
  const before = tf.memory().numTensors;
  for (let i = 0; i < 5; i++) disposeBatch(await source.next());
  expect(tf.memory().numTensors).toBe(before);
  expect(source.waited).toBeGreaterThanOrEqual(0);
});
