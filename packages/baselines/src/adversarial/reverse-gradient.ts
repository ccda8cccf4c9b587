import * as tf from '@mimmx/core/tf';

/**
 * Passes values on as they are and the gradient back times −scale (gradient reversal; Ganin et al., JMLR 2016, equations
 * 16 and 17): what lies behind it learns to lower a loss, and what lies before it to raise the same.
 *
 * @example
 * const loss = crossEntropy(adversary.apply(reverseGradient(features, 0.1)), batch.z[0]);
 */
export function reverseGradient<T extends tf.Tensor>(x: T, scale: number): T {
  const reversed = tf.customGrad((input) => ({
    value: tf.clone(input as tf.Tensor),
    gradFunc: (dy: tf.Tensor | tf.Tensor[]) => tf.mul(dy as tf.Tensor, -scale),
  }));
  return reversed(x) as T;
}
