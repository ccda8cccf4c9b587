import { csvLine } from '@mimmx/data/files';
import type { Predictions, TrialResult } from '../../trial/store.ts';
import { npyHeader } from '../npy.ts';
import { bytesOf } from '../trials/columns-file.ts';
import { grouped, type TableTask, type TableValue, tagsOf } from './tables.ts';

/** Rows and width of the features of one trial. */
export interface FeatureShape {
  readonly rows: number;
  readonly width: number;
}

export const featureShape = ({ features }: Pick<TrialResult, 'features'>): FeatureShape =>
  features && features.width > 0
    ? { rows: features.values.length / features.width, width: features.width }
    : { rows: 0, width: 0 };

/** `features.npy`: every trial's matrix below the one before, [rows, widest]; columns that one does not have are 0. */
export async function* featuresNpy(
  shapes: readonly FeatureShape[],
  results: AsyncIterable<TrialResult>,
): AsyncGenerator<Uint8Array> {
  const widest = shapes.reduce((most, { width }) => Math.max(most, width), 0);
  const rows = shapes.reduce((sum, shape) => sum + shape.rows, 0);
  yield npyHeader([rows, widest], 'Float32Array');
  for await (const { features } of results) {
    if (!features) continue;
    if (features.width === widest) yield* bytesOf(features.values);
    else yield* widened(features.values, features.width, widest);
  }
}

function* widened(values: Float32Array, width: number, widest: number): Generator<Uint8Array> {
  const rows = width > 0 ? values.length / width : 0;
  const atOnce = Math.max(1, Math.floor(2 ** 20 / widest));
  for (let from = 0; from < rows; from += atOnce) {
    const count = Math.min(atOnce, rows - from);
    const piece = new Float32Array(count * widest);
    for (let i = 0; i < count; i++) {
      piece.set(values.subarray((from + i) * width, (from + i + 1) * width), i * widest);
    }
    yield* bytesOf(piece);
  }
}

/** `features.csv`: what each row of `features.npy` is. Classes stand as codes; `width` is the trial's own width. */
export async function* featuresCsv(
  task: TableTask,
  axes: readonly string[],
  results: AsyncIterable<TrialResult>,
): AsyncGenerator<string> {
  yield csvLine(['id', 'method', 'seed', ...axes, task.y.name, ...task.z.map(({ name }) => name), 'width']);
  function* rowsOf(p: Predictions, tags: readonly TableValue[], width: number): Generator<TableValue[]> {
    for (let i = 0; i < p.ids.length; i++) {
      yield [p.ids[i] ?? '', ...tags, p.y[i] ?? '', ...p.z.map((column) => column[i] ?? ''), width];
    }
  }
  for await (const { features, predictions, tags } of results) {
    const p = features && predictions.find(({ set }) => set === features.set);
    if (p && featureShape({ features }).rows > 0) {
      yield* grouped(rowsOf(p, tagsOf(tags, axes), features.width));
    }
  }
}
