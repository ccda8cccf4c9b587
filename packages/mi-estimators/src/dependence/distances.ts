import * as tf from '@mimmx/core/tf';

/**
 * Squared Euclidean distances of all pairs of rows, [batch, d] → [batch, batch], exactly 0 on the diagonal. The rows are
 * centred first: the products then cancel less in float32.
 */
export function squaredDistances(x: tf.Tensor2D): tf.Tensor2D {
  const centred = tf.sub(x, tf.mean(x, 0, true)) as tf.Tensor2D;
  const norms = tf.sum(tf.square(centred), 1, true);
  const products = tf.matMul(centred, centred, false, true);
  const raw = tf.sub(tf.add(norms, tf.transpose(norms)), tf.mul(products, 2));
  return tf.mul(tf.relu(raw), offDiagonal(x.shape[0])) as tf.Tensor2D;
}

/** 1 off the diagonal and 0 on it, [n, n]. */
export const offDiagonal = (n: number): tf.Tensor2D => tf.sub(1, tf.eye(n)) as tf.Tensor2D;
