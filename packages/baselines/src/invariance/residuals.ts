import type { Factor } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';

/**
 * Slope of each row's loss at its logits, [batch, outputs]: p − one-hot y, or the error of a continuous y. The slopes of
 * everything linear behind the logits follow from it, so that penalties on gradients need no second differentiation.
 */
export const residuals = (y: Factor, logits: tf.Tensor2D, target: tf.Tensor1D): tf.Tensor2D =>
  (y.kind === 'categorical'
    ? tf.sub(tf.softmax(logits), tf.oneHot(target, y.classes))
    : tf.sub(logits, tf.expandDims(target, 1))) as tf.Tensor2D;
