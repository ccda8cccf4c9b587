import { strataOf, type Task } from '@mimmx/core';
import { csvFile } from '@mimmx/data/files';
import type { FeatureBlock, JobResult } from '../record.ts';
import type { NpyArray } from './npy.ts';

const factorNames = (task: Task): string[] => task.z.map(({ name }) => name);

/** `predictions.csv`: one row per test image, method and seed. Factor columns carry the factors' names. */
export const predictionsCsv = (task: Task, jobs: readonly JobResult[]): Iterable<string> =>
  csvFile(
    [
      'id',
      'patient',
      'shift',
      'method',
      'seed',
      task.y.name,
      ...factorNames(task),
      ...strataOf(task.y).labels.map((label) => `p(${label})`),
    ],
    (function* () {
      for (const { predictions } of jobs) {
        for (const p of predictions) {
          yield [p.id, p.patient, p.shift, p.method, p.seed, p.y, ...p.z, ...p.probabilities];
        }
      }
    })(),
  );

/** `features.npy`: every block below the one before, [rows, widest]; columns that a block does not have are 0. */
export function featuresMatrix(blocks: readonly FeatureBlock[]): NpyArray {
  const width = Math.max(0, ...blocks.map((block) => block.width));
  const rows = blocks.reduce((sum, { ids }) => sum + ids.length, 0);
  const values = new Float32Array(rows * width);
  let row = 0;
  for (const block of blocks) {
    for (let i = 0; i < block.ids.length; i++, row++) {
      values.set(block.values.subarray(i * block.width, (i + 1) * block.width), row * width);
    }
  }
  return { shape: [rows, width], values };
}

/** `features.csv`: what each row of `features.npy` is. Classes stand as codes; `width` is the block's own width. */
export const featuresCsv = (task: Task, blocks: readonly FeatureBlock[]): Iterable<string> =>
  csvFile(
    ['id', 'method', 'seed', task.y.name, ...factorNames(task), 'width'],
    (function* () {
      for (const { ids, method, seed, y, z, width } of blocks) {
        for (const [i, id] of ids.entries()) {
          yield [id, method, seed, y[i] ?? '', ...z.map((column) => column[i] ?? ''), width];
        }
      }
    })(),
  );
