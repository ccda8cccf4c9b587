import * as tf from '@mimmx/core/tf';

/** Keeps ratios finite where a loss reaches zero. */
const SMALLEST = 1e-6;

/**
 * Losses as a balancer that divides by them or takes their logarithm needs them: a cross-entropy as it is, the MI
 * term (the last), which may be zero or negative, as softplus(MI) > 0. Being increasing, softplus keeps the order.
 *
 * Source: ours (the published balancers presuppose positive losses).
 *
 * @param losses [terms]
 */
export function positiveLosses(losses: tf.Tensor1D): tf.Tensor1D {
  const terms = losses.shape[0];
  const tasks = tf.maximum(tf.slice1d(losses, 0, terms - 1), SMALLEST) as tf.Tensor1D;
  const mi = tf.add(tf.softplus(tf.slice1d(losses, terms - 1, 1)), SMALLEST) as tf.Tensor1D;
  return tf.concat1d([tasks, mi]);
}
