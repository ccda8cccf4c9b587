import { type Assignment, type Batch, type Dataset, disposeBatch, Random } from '@mimmx/core';
import {
  type createAugmentation,
  createBatchSource,
  createImageStore,
  dataSchema,
  type ImageStoreOptions,
  prepareData,
} from '@mimmx/data';
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

export function setUp(options?: ImageStoreOptions) {
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
export const uniform = (
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

export const content = async (batch: Batch) => {
  const values = await Promise.all([batch.x, batch.y, ...batch.z, ...batch.known].map((t) => t.array()));
  disposeBatch(batch);
  return values;
};
