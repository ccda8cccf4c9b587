import { detach } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';

/** Distribution of the pixels: a Gaussian each, [batch, height, width, channels], on the scale −1 to 1. */
export interface Likelihood {
  readonly mean: tf.Tensor4D;
  readonly logScale: tf.Tensor4D;
}

/** Half the width of one of 256 levels on −1 to 1. */
const HALF_BIN = 1 / 255;
/** Below this probability the density of the bin takes over. */
const FAR = 1e-5;
/** The first and the last level reach to infinity. */
const EDGE = 0.999;
const HALF_LOG_TAU = 0.5 * Math.log(2 * Math.PI);

const cdf = (z: tf.Tensor): tf.Tensor => tf.erf(z.mul(Math.SQRT1_2)).add(1).mul(0.5);

/**
 * ln P of each pixel under a Gaussian cut into 256 levels, of the shape of x, in nats (De Sousa Ribeiro et al., 2023;
 * after Salimans et al., 2017, with Gaussians).
 *
 * Two things are ours. The distribution function is exact, in place of its tanh approximation. And where the
 * probability falls below 1e-5, far from the mean, ln P is the density times the bin's width with its first correction,
 * ln φ(z) + ln(2h sinh(zh) / zh): published code clamps at 1e-12 there, where no gradient is left to learn from.
 *
 * @param x values on −1 to 1, at the middle of a level each
 */
export function discretisedGaussian(x: tf.Tensor4D, { mean, logScale }: Likelihood): tf.Tensor4D {
  const inverse = tf.exp(logScale.neg());
  const z = x.sub(mean).mul(inverse);
  const half = inverse.mul(HALF_BIN);
  // Comparisons have no gradient, and TensorFlow.js fails where it would look for one.
  const known = detach(x);
  const below = tf.where(known.less(-EDGE), tf.zerosLike(z), cdf(z.sub(half)));
  const above = tf.where(known.greater(EDGE), tf.onesLike(z), cdf(z.add(half)));
  const probability = above.sub(below);
  const near = tf.log(tf.maximum(probability, FAR));
  // sinh without overflow; the small number keeps 0/0 away.
  const a = tf.abs(z.mul(half)).add(1e-4);
  const logSinhc = a.add(tf.log(tf.sub(1, tf.exp(a.mul(-2))).div(a.mul(2))));
  const far = tf
    .square(z)
    .mul(-0.5)
    .sub(HALF_LOG_TAU)
    .add(tf.log(half.mul(2)))
    .add(logSinhc);
  return tf.where(detach(probability).greater(FAR), near, far) as tf.Tensor4D;
}

/** Mean −ln P over the pixels of each image, [batch], in nats per pixel. */
export const negativeLogLikelihood = (x: tf.Tensor4D, likelihood: Likelihood): tf.Tensor1D =>
  discretisedGaussian(x, likelihood).neg().mean([1, 2, 3]) as tf.Tensor1D;
