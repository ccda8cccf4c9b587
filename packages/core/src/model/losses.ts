import * as tf from '@tensorflow/tfjs';
import type { Factor } from '../contracts/index.ts';

/** Σ weights·values / Σ weights; 0 if all weights are 0. */
const weightedMean = (values: tf.Tensor, weights: tf.Tensor): tf.Scalar =>
  tf.div(tf.sum(tf.mul(values, weights)), tf.maximum(tf.sum(weights), 1e-6)) as tf.Scalar;

/**
 * Cross-entropy in nats.
 *
 * @param logits [batch, classes]
 * @param classes [batch] int32
 * @param known [batch], 1 where the label is known; all if absent
 */
export function crossEntropy(logits: tf.Tensor2D, classes: tf.Tensor1D, known?: tf.Tensor1D): tf.Scalar {
  const oneHot = tf.oneHot(classes, logits.shape[1]) as tf.Tensor2D;
  const values = tf.neg(tf.sum(tf.mul(oneHot, tf.logSoftmax(logits)), 1));
  return known ? weightedMean(values, known) : (tf.mean(values) as tf.Scalar);
}

/** The loss of a factor's head: cross-entropy, or half the squared error of the standardised value. */
export function factorLoss(
  factor: Factor,
  output: tf.Tensor2D,
  target: tf.Tensor1D,
  known?: tf.Tensor1D,
): tf.Scalar {
  if (factor.kind === 'categorical') return crossEntropy(output, target, known);
  const values = tf.mul(tf.square(tf.sub(output.squeeze([1]), target)), 0.5);
  return known ? weightedMean(values, known) : (tf.mean(values) as tf.Scalar);
}

/** Fraction of rows whose largest logit is the given class. */
export const batchAccuracy = (logits: tf.Tensor2D, classes: tf.Tensor1D): tf.Scalar =>
  tf.mean(tf.cast(tf.equal(tf.argMax(logits, 1), classes), 'float32')) as tf.Scalar;
