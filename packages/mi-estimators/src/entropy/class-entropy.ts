import * as tf from '@mimmx/core/tf';
import type { Importance } from '../pairs/index.ts';

/** Entropy of the classes of a batch in nats, from their (weighted) shares: [..., batch, classes] → [...]. */
export function classEntropy(codes: tf.Tensor, { average }: Importance): tf.Tensor {
  const shares = average(codes);
  return tf.neg(tf.sum(tf.mul(shares, tf.log(tf.maximum(shares, 1e-37))), [-2, -1]));
}
