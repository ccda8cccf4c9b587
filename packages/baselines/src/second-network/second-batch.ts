import { type Batch, type BatchSource, disposeBatch } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';

/**
 * Batches of two sources in one, the rows of the second after those of the first: for methods that learn two things from
 * rows drawn in two ways.
 */
export const withSecondBatch = (first: BatchSource, second: BatchSource): BatchSource => ({
  batchSize: first.batchSize + second.batchSize,
  sampling: first.sampling,
  async next() {
    const [a, b] = [await first.next(), await second.next()];
    const joined = joinBatches(a, b);
    disposeBatch(a);
    disposeBatch(b);
    return joined;
  },
  reweigh: (weights) => second.reweigh(weights),
});

const join = <T extends tf.Tensor>(a: T, b: T): T => tf.concat([a, b] as tf.Tensor[], 0) as T;

const joinBatches = (a: Batch, b: Batch): Batch => ({
  x: join(a.x, b.x),
  y: join(a.y, b.y),
  z: a.z.map((column, i) => join(column, b.z[i]!)),
  known: a.known.map((column, i) => join(column, b.known[i]!)),
  rows: join(a.rows, b.rows),
  group: join(a.group, b.group),
});

/** The two parts of a joined batch. */
export function partsOfBatch(batch: Batch, first: number): readonly [Batch, Batch] {
  const cut = <T extends tf.Tensor>(tensor: T): [T, T] => {
    const rest = tensor.shape[0]! - first;
    return tf.split(tensor, [first, rest], 0) as unknown as [T, T];
  };
  const columns = (tensors: readonly tf.Tensor1D[]) => tensors.map((tensor) => cut(tensor));
  const [x, y, rows, group] = [cut(batch.x), cut(batch.y), cut(batch.rows), cut(batch.group)];
  const [z, known] = [columns(batch.z), columns(batch.known)];
  const part = (i: 0 | 1): Batch => ({
    x: x[i],
    y: y[i],
    z: z.map((column) => column[i]),
    known: known.map((column) => column[i]),
    rows: rows[i],
    group: group[i],
  });
  return [part(0), part(1)];
}
