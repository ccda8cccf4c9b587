import { type Batch, disposeBatch, type MethodContext, type TrainingSet } from '@mimmx/core';
import type * as tf from '@mimmx/core/tf';

/**
 * Reads numbers of every row of a set in one ordered pass, without augmentation.
 *
 * @param of a batch's rows, static: [batch, columns]
 * @returns a function of the set, [rows × columns] row-major; compiled at its first call
 */
export function createRowReader(
  context: Pick<MethodContext, 'backend' | 'data'>,
  of: (batch: Batch) => tf.Tensor2D,
): (set: TrainingSet) => Promise<{ readonly values: Float32Array; readonly columns: number }> {
  const read = context.backend.compile((batch: Batch) => of(batch));
  return async (set) => {
    const rows = set.rows.length;
    let values = new Float32Array(0);
    let columns = 0;
    let done = 0;
    for await (const batch of context.data.pass(set)) {
      const part = await read(batch);
      columns = part.shape[1];
      if (done === 0) values = new Float32Array(rows * columns);
      // The last batch is filled up with copies of the last row.
      const count = Math.min(part.shape[0], rows - done);
      values.set((await part.data()).subarray(0, count * columns), done * columns);
      done += count;
      part.dispose();
      disposeBatch(batch);
    }
    return { values, columns };
  };
}
