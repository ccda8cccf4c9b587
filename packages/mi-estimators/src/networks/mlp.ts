import type { Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { constantVariable, type Lead, normalVariable } from './weights.ts';

export type Activation = 'relu' | 'elu' | 'tanh';

/**
 * ELU as max(x, e − 1) with e = exp(min(x, 0)), whose gradient is dy e. TensorFlow.js's own selects between two tensors in
 * its gradient, and ONNX Runtime's is not vectorised: in a compiled step of a small network they cost more than its
 * matrix products.
 */
const elu = (x: tf.Tensor): tf.Tensor =>
  tf.customGrad((input, save) => {
    const e = tf.exp(tf.minimum(input as tf.Tensor, 0));
    (save as tf.GradSaveFunc)([e]);
    return {
      value: tf.maximum(input as tf.Tensor, tf.sub(e, 1)),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.mul(dy, saved[0]!),
    };
  })(x);

export const activate: Readonly<Record<Activation, (x: tf.Tensor) => tf.Tensor>> = {
  relu: (x) => tf.relu(x),
  elu,
  tanh: (x) => tf.tanh(x),
};

/** Multilayer perceptron: matrix products with biases, an activation between them and none at the end. */
export interface Mlp {
  /** Kernel [...lead, in, out] and bias [...lead, 1, out] of each layer, in order. */
  readonly variables: readonly tf.Variable[];
  /**
   * [...lead, rows, in] → [...lead, rows, out].
   *
   * @param parameters to be used in place of `variables`
   */
  apply(x: tf.Tensor, parameters?: readonly tf.Tensor[]): tf.Tensor;
}

export interface MlpShape {
  /** Width of the input, of each hidden layer, and of the output. */
  readonly widths: readonly number[];
  readonly activation: Activation;
  readonly lead: Lead;
  readonly random: Random;
  /** Factor of the kernels at the start. @default 1 */
  readonly initialScale?: number;
}

/** Kernels start as He et al. (2015) have it for ReLU, N(0, 2/in), the last one at N(0, 1/in); biases at 0. */
export function createMlp({ widths, activation, lead, random, initialScale = 1 }: MlpShape): Mlp {
  const layers = widths.length - 1;
  const variables: tf.Variable[] = [];
  for (let layer = 0; layer < layers; layer++) {
    const from = widths[layer]!;
    const to = widths[layer + 1]!;
    const sd = initialScale * Math.sqrt((layer < layers - 1 ? 2 : 1) / from);
    variables.push(normalVariable(lead, [from, to], sd, random), constantVariable(lead, [1, to], 0));
  }
  return {
    variables,
    apply(x, parameters = variables) {
      let h = x;
      for (let layer = 0; layer < layers; layer++) {
        h = tf.add(tf.matMul(h, parameters[2 * layer]!), parameters[2 * layer + 1]!);
        if (layer < layers - 1) h = activate[activation](h);
      }
      return h;
    },
  };
}
