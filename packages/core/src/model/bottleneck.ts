import type { Bottleneck } from '../contracts/index.ts';
import type { Random } from '../tensor/index.ts';
import { normalTensor } from '../tensor/index.ts';
import * as tf from '../tf/index.ts';

/** Rounds, and passes the gradient on as if it had not (straight-through; Bengio et al., 2013). */
const roundStraightThrough = tf.customGrad((x) => ({
  value: tf.round(x as tf.Tensor),
  gradFunc: (dy: tf.Tensor | tf.Tensor[]) => dy as tf.Tensor,
}));

/**
 * Applies the bottleneck to f_y, [batch, width].
 * Quantisation is finite scalar quantisation (Mentzer et al., 2024): tanh to (−1, 1), rounded to equal steps.
 *
 * @param random source of the training noise; without it (evaluation) there is none
 */
export function bottleneck(kind: Bottleneck, features: tf.Tensor2D, random?: Random): tf.Tensor2D {
  if (kind.kind === 'none' || kind.kind === 'channel') return features;
  const bounded = tf.tanh(features);
  if (kind.kind === 'noise') {
    if (!random) return bounded;
    return tf.add(bounded, tf.mul(normalTensor(random, features.shape), kind.sd));
  }
  const half = (kind.levels - 1) / 2;
  const offset = kind.levels % 2 === 0 ? 0.5 : 0;
  const steps = roundStraightThrough(tf.sub(tf.mul(bounded, half), offset));
  return tf.div(tf.add(steps, offset), half);
}
