import * as tf from '@mimmx/core/tf';
import { weightedMean } from './adversary.ts';

/**
 * Squared Pearson correlation of two columns over weighted rows, a scalar in 0 … 1; 0 where a column does not vary.
 *
 * @param a [batch]
 * @param b [batch]
 * @param weights [batch] ≥ 0
 */
export function squaredCorrelation(a: tf.Tensor1D, b: tf.Tensor1D, weights: tf.Tensor1D): tf.Scalar {
  const centre = (x: tf.Tensor1D) => tf.sub(x, weightedMean(x, weights));
  const [ca, cb] = [centre(a), centre(b)];
  const covariance = weightedMean(tf.mul(ca, cb), weights);
  const variances = tf.mul(weightedMean(tf.square(ca), weights), weightedMean(tf.square(cb), weights));
  return tf.div(tf.square(covariance), tf.add(variances, 1e-8)) as tf.Scalar;
}
