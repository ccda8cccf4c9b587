import * as tf from '@mimmx/core/tf';
import type { LocationScale } from '../conditionals/index.ts';
import type { Importance } from '../pairs/index.ts';

/**
 * Σᵢⱼ pᵢ pⱼ [log q(yᵢ | xᵢ) − log q(yⱼ | xᵢ)] of a Gaussian q, [...lead]. The squares of μ and the log variance are the
 * same in both and cancel, and what is left is linear in yⱼ and yⱼ²: the batch's moments do, no pairs are formed.
 */
export function contrast(
  { mean, logScale }: LocationScale,
  y: tf.Tensor,
  { expect, average }: Importance,
): tf.Tensor {
  const square = tf.square(y);
  const linear = tf.mul(mean, tf.sub(y, average(y)));
  const quadratic = tf.mul(tf.sub(average(square), square), 0.5);
  return expect(tf.sum(tf.mul(tf.add(quadratic, linear), tf.exp(tf.neg(logScale))), -1));
}
