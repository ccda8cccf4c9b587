import { glorot, type Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';

/** A multilayer perceptron: hidden layers with ReLU, with batch norm in place of a bias if asked for. */
export interface Perceptron {
  readonly variables: tf.Variable[];
  readonly apply: (x: tf.Tensor) => tf.Tensor2D;
}

export const perceptron = (random: Random, widths: readonly number[], batchNorm = false): Perceptron => {
  const variables: tf.Variable[] = [];
  const make = (values: tf.Tensor): tf.Variable => {
    const variable = tf.variable(values);
    variables.push(variable);
    return variable;
  };
  const layers = widths.slice(1).map((width, i) => {
    const last = i === widths.length - 2;
    const weights = make(glorot(random, [widths[i] as number, width]));
    const offset = make(tf.zeros([width]));
    const scale = batchNorm && !last ? make(tf.ones([width])) : null;
    return (x: tf.Tensor): tf.Tensor => {
      const product = tf.matMul(x as tf.Tensor2D, weights as unknown as tf.Tensor2D);
      if (last) return product.add(offset);
      if (!scale) return tf.relu(product.add(offset));
      const { mean, variance } = tf.moments(product, 0);
      return tf.relu(
        tf.batchNorm(product, mean as tf.Tensor1D, variance as tf.Tensor1D, offset, scale, 1e-5),
      );
    };
  });
  return { variables, apply: (x) => layers.reduce((value, layer) => layer(value), x) as tf.Tensor2D };
};
