import {
  type Batch,
  betaTensor,
  factorLosses,
  type Random,
  type SupervisedStep,
  type Task,
} from '@mimmx/core';
import * as tf from '@mimmx/core/tf';

/** Whom each row is mixed with, [batch] int32, and how much of itself it keeps, [batch] in 0 … 1. */
export interface Mixing {
  readonly partners: tf.Tensor1D;
  readonly kept: tf.Tensor1D;
}

/** One λ ~ Beta(α, α) for all rows of the batch, as in the code of mixup and LISA. */
export const sharedShare = (random: Random, alpha: number, batch: number): tf.Tensor1D =>
  tf.tile(betaTensor(random, alpha, alpha, [1]), [batch]) as tf.Tensor1D;

/** λ·x_i + (1 − λ)·x_j of every row i and its partner j. */
export function mixedImages({ x }: Batch, { partners, kept }: Mixing): tf.Tensor {
  const share = kept.reshape([x.shape[0]!, ...x.shape.slice(1).map(() => 1)]);
  return tf.add(tf.mul(x, share), tf.mul(tf.gather(x, partners), tf.sub(1, share)));
}

/**
 * Mean loss of mixed images against mixed labels. The cross-entropy of λ·y_i + (1 − λ)·y_j is λ times that of y_i and
 * (1 − λ) times that of y_j; of a continuous y the same holds for the gradient.
 */
export function mixedLoss({ batch, encode, losses }: SupervisedStep, task: Task, mixing: Mixing): tf.Scalar {
  const { losses: own, logits } = losses(encode(mixedImages(batch, mixing)), 0);
  const others = factorLosses(task.y, logits, tf.gather(batch.y, mixing.partners));
  return tf.mean(tf.add(tf.mul(own, mixing.kept), tf.mul(others, tf.sub(1, mixing.kept)))) as tf.Scalar;
}
