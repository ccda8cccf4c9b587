import type { Method, MethodContext, TrainingSet } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { createRowReader } from '../read-rows.ts';

/** Reads which class a method predicts for every row of a set, [rows]. */
export function createClassReader(
  context: MethodContext,
  read: Method['read'],
): (set: TrainingSet) => Promise<Int32Array> {
  const reader = createRowReader(
    context,
    ({ x }) => tf.cast(tf.expandDims(tf.argMax(read(x).prediction, 1), 1), 'float32') as tf.Tensor2D,
  );
  return async (set) => Int32Array.from((await reader(set)).values);
}

/** How often each row is in a training set of all rows and `copies` more of each that was predicted wrongly. */
export const countsWithCopies = (y: Int32Array, predicted: Int32Array, copies: number): Float32Array =>
  Float32Array.from(y, (label, i) => (predicted[i] === label ? 1 : 1 + copies));
