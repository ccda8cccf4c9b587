import { glorot, type Random } from '../tensor/index.ts';
import * as tf from '../tf/index.ts';

/** Maps a slice of the features to the logits of its factor (or to one standardised value). */
export interface Head {
  readonly variables: readonly tf.Variable[];
  /** [batch, width] → [batch, outputs] */
  apply(features: tf.Tensor2D): tf.Tensor2D;
}

/**
 * A linear head, or with `hidden` units a head of one ReLU layer.
 *
 * @param outputs classes of the factor, 1 for a continuous one
 */
export function createHead(width: number, outputs: number, random: Random, hidden = 0): Head {
  const sizes = hidden > 0 ? [width, hidden, outputs] : [width, outputs];
  const layers = sizes.slice(1).map((size, i) =>
    tf.tidy(() => ({
      weight: tf.variable(glorot(random, [sizes[i]!, size])) as tf.Variable<tf.Rank.R2>,
      bias: tf.variable(tf.zeros([size])),
    })),
  );
  return {
    variables: layers.flatMap(({ weight, bias }) => [weight, bias]),
    apply: (features) =>
      layers.reduce<tf.Tensor>((x, { weight, bias }, i) => {
        const y = tf.add(tf.matMul(x as tf.Tensor2D, weight), bias);
        return i < layers.length - 1 ? tf.relu(y) : y;
      }, features) as tf.Tensor2D,
  };
}
