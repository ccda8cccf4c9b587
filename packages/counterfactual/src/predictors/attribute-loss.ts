import * as tf from '@mimmx/core/tf';
import type { Attribute } from '../scm/attributes.ts';

/**
 * Mean loss of an attribute: cross-entropy of target probabilities with the logits in nats, or the squared error of the
 * value on −1 to 1 (as published; so its share in a sum with cross-entropies is small).
 *
 * @param target probabilities [batch, classes], or values [batch, 1]
 */
export function attributeLoss(attribute: Attribute, output: tf.Tensor2D, target: tf.Tensor2D): tf.Scalar {
  if (attribute.kind === 'continuous') return tf.mean(tf.square(output.sub(target))) as tf.Scalar;
  return tf.mean(tf.neg(tf.sum(target.mul(tf.logSoftmax(output)), 1))) as tf.Scalar;
}
