import * as tf from '../tf/index.ts';

/** Gives every feature mean 0 and variance 1. */
export interface Standardiser {
  /** Moving mean and variance, which evaluation uses. */
  readonly state: readonly tf.Variable[];
  /** [batch, width] → [batch, width], by the batch's own moments in training. */
  apply(features: tf.Tensor2D, training: boolean): tf.Tensor2D;
}

const MOMENTUM = 0.95;
const EPSILON = 1e-5;

/** Batch normalisation without scale and offset (Ioffe & Szegedy, 2015), which tf.layers cannot train. */
export function createStandardiser(width: number): Standardiser {
  const mean = tf.tidy(() => tf.variable(tf.zeros([width]), false));
  const variance = tf.tidy(() => tf.variable(tf.ones([width]), false));
  const scale = (features: tf.Tensor, m: tf.Tensor, v: tf.Tensor) =>
    tf.mul(tf.sub(features, m), tf.rsqrt(tf.add(v, EPSILON))) as tf.Tensor2D;
  return {
    state: [mean, variance],
    apply(features, training) {
      if (!training) return scale(features, mean, variance);
      const batchMean = tf.mean(features, 0);
      const batchVariance = tf.mean(tf.square(tf.sub(features, batchMean)), 0);
      mean.assign(tf.add(tf.mul(mean, MOMENTUM), tf.mul(batchMean, 1 - MOMENTUM)));
      variance.assign(tf.add(tf.mul(variance, MOMENTUM), tf.mul(batchVariance, 1 - MOMENTUM)));
      return scale(features, batchMean, batchVariance);
    },
  };
}
