import * as tf from '@mimmx/core/tf';
import { activate, constantVariable, createMlp, normalVariable } from '../networks/index.ts';
import { type Critic, type CriticShape, facing } from './critic.ts';

/**
 * T(x, y) = MLP([x, y]) (Belghazi et al. 2018). The first layer is linear in [x, y], so it is taken of x and of y
 * apart and added: the batch² concatenations are never formed. The layers after it run on every pair.
 */
export function concatenated(shape: CriticShape): Critic {
  const { hidden, activation, lead, random } = shape;
  const first = hidden[0]!;
  const sd = Math.sqrt(2 / (shape.x + shape.y));
  const kernelX = normalVariable(lead, [shape.x, first], sd, random);
  const kernelY = normalVariable(lead, [shape.y, first], sd, random);
  const bias = constantVariable(lead, [1, first], 0);
  const rest = createMlp({ widths: [...hidden, 1], activation, lead, random });
  const act = activate[activation];
  return {
    variables: [kernelX, kernelY, bias, ...rest.variables],
    scoring: rest.variables,
    left: (x) => tf.add(tf.matMul(x, kernelX), bias),
    right: (y) => tf.matMul(y, kernelY),
    joint(left, right) {
      const pairs = tf.add(facing(left, right), right);
      const flat = tf.reshape(pairs, [...lead, -1, first]);
      return tf.reshape(rest.apply(act(flat)), pairs.shape.slice(0, -1));
    },
    table(left, right, scoring = rest.variables) {
      const n = left.shape.at(-2)!;
      const m = right.shape.at(-2)!;
      const sums = tf.add(tf.expandDims(left, left.rank - 1), tf.expandDims(right, right.rank - 2));
      const pairs = tf.reshape(sums, [...lead, n * m, first]);
      return tf.reshape(rest.apply(act(pairs), scoring), [...lead, n, m]);
    },
  };
}
