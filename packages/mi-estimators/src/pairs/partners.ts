import type { Random } from '@mimmx/core';
import { permutationTensor } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';

/** Rows in a random order beside their neighbours in it, so that no row is its own partner. */
export interface Partners {
  /** The rows in that order. */
  own(t: tf.Tensor, axis: number): tf.Tensor;
  /** The row after each of them in that order, round the end. */
  next(t: tf.Tensor, axis: number): tf.Tensor;
}

/** One random ring through `batch` rows; a new one at each call of a compiled function. */
export function partners(batch: number, random: Random): Partners {
  const order = permutationTensor(random, batch);
  const own = (t: tf.Tensor, axis: number) => tf.gather(t, order, axis);
  return { own, next: (t, axis) => roll(own(t, axis), 1, axis) };
}

/** The same rows, begun `shift` rows later and continued from the front. */
export function roll(t: tf.Tensor, shift: number, axis: number): tf.Tensor {
  const n = t.shape[axis]!;
  const [head, tail] = tf.split(t, [shift, n - shift], axis) as [tf.Tensor, tf.Tensor];
  return tf.concat([tail, head], axis);
}
