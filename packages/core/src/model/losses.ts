import type { Factor } from '../contracts/index.ts';
import * as tf from '../tf/index.ts';

/** Σ weights·values / Σ weights; 0 if all weights are 0. */
const weightedMean = (values: tf.Tensor, weights: tf.Tensor): tf.Scalar =>
  tf.div(tf.sum(tf.mul(values, weights)), tf.maximum(tf.sum(weights), 1e-6)) as tf.Scalar;

/**
 * Cross-entropy of each row, in nats, [batch].
 *
 * @param logits [batch, classes]
 * @param classes [batch] int32
 */
export function crossEntropies(logits: tf.Tensor2D, classes: tf.Tensor1D): tf.Tensor1D {
  const oneHot = tf.oneHot(classes, logits.shape[1]) as tf.Tensor2D;
  return tf.neg(tf.sum(tf.mul(oneHot, tf.logSoftmax(logits)), 1)) as tf.Tensor1D;
}

/**
 * Cross-entropy in nats.
 *
 * @param logits [batch, classes]
 * @param classes [batch] int32
 * @param known [batch], 1 where the label is known; all if absent
 */
export const crossEntropy = (logits: tf.Tensor2D, classes: tf.Tensor1D, known?: tf.Tensor1D): tf.Scalar =>
  meanLoss(crossEntropies(logits, classes), known);

/**
 * Loss of each row of a factor's head, [batch]: cross-entropy in nats, or half the squared error of the standardised
 * value, which is a Gaussian's negative log-likelihood with the standard deviation of the training set, less its
 * constant.
 */
export function factorLosses(factor: Factor, output: tf.Tensor2D, target: tf.Tensor1D): tf.Tensor1D {
  if (factor.kind === 'categorical') return crossEntropies(output, target);
  return tf.mul(tf.square(tf.sub(output.squeeze([1]), target)), 0.5);
}

/** Mean of losses over the rows, or over those whose label is known. */
export const meanLoss = (losses: tf.Tensor1D, known?: tf.Tensor1D): tf.Scalar =>
  known ? weightedMean(losses, known) : (tf.mean(losses) as tf.Scalar);

/** The mean loss of a factor's head. */
export const factorLoss = (
  factor: Factor,
  output: tf.Tensor2D,
  target: tf.Tensor1D,
  known?: tf.Tensor1D,
): tf.Scalar => meanLoss(factorLosses(factor, output, target), known);

/** Fraction of rows whose largest logit is the given class. */
export const batchAccuracy = (logits: tf.Tensor2D, classes: tf.Tensor1D): tf.Scalar =>
  tf.mean(tf.cast(tf.equal(tf.argMax(logits, 1), classes), 'float32')) as tf.Scalar;
