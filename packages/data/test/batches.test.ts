import {
  type Assignment,
  type Batch,
  type Dataset,
  disposeBatch,
  MimmxError,
  Random,
  type Sampling,
  type Task,
} from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import {
  createAugmentation,
  createBatchSource,
  createImageStore,
  dataSchema,
  evaluationBatches,
  type ImageStoreOptions,
  prepareData,
  type SampleSet,
} from '@mimmx/data';
import { beforeAll, expect, test } from 'vitest';
import { classColumn, makeTable, numberColumn, settableFactor } from './tables.ts';

const ROWS = 60;

/** Images that say what they are: [row, code of mark, 7, 7]. Counts how often each is asked for. */
function tellingDataset(): Dataset & { asked: string[] } {
  const asked: string[] = [];
  return {
    table: makeTable(ROWS, {
      y: classColumn(
        Array.from({ length: ROWS }, (_, row) => row % 2),
        ['well', 'ill'],
      ),
      age: numberColumn(Array.from({ length: ROWS }, (_, row) => (row % 10 === 3 ? Number.NaN : row))),
      site: classColumn(
        Array.from({ length: ROWS }, (_, row) => (row % 10 === 4 ? -1 : row % 3)),
        ['A', 'B', 'C'],
      ),
    }),
    shape: [2, 2, 1],
    licence: 'none',
    settable: [settableFactor('mark', ['none', 'mark'])],
    image: async (row: number, assigned: Assignment = {}) => {
      asked.push(`${row}:${assigned.mark ?? 0}`);
      await Promise.resolve();
      return Float32Array.of(row, assigned.mark ?? 0, 7, 7);
    },
    asked,
  };
}

const config = dataSchema.parse({
  task: {
    y: { column: 'y' },
    z: [
      { factor: 'mark', strength: 0.8 },
      { column: 'age', missing: 'keep' },
      { column: 'site', missing: 'keep' },
    ],
  },
  split: { train: 40, test: 20 },
  shifts: { balanced: { mark: 0.5 } },
});

function setUp(options?: ImageStoreOptions) {
  const dataset = tellingDataset();
  const { task, splits } = prepareData(dataset, config, 1);
  return {
    dataset,
    task,
    set: splits.train,
    shifts: splits.shifts,
    images: createImageStore(dataset, options),
  };
}

/** Batches in which every image of a set comes equally often. */
const uniform = (
  { set, task, images }: Pick<ReturnType<typeof setUp>, 'set' | 'task' | 'images'>,
  batchSize: number,
  augment?: ReturnType<typeof createAugmentation>,
) =>
  createBatchSource({
    set,
    task,
    images,
    sampling: 'uniform',
    batchSize,
    random: new Random(1),
    ...(augment ? { augment } : {}),
  });

const content = async (batch: Batch) => {
  const values = await Promise.all([batch.x, batch.y, ...batch.z, ...batch.known].map((t) => t.array()));
  disposeBatch(batch);
  return values;
};

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

/** A store of four samples, of which sample 1 turns out to be unreadable; the others show their row. */
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
