import * as tf from '@mimmx/core/tf';
import { constantVariable, normalVariable } from '../networks/index.ts';
import { type Critic, type CriticShape, facing } from './critic.ts';

/**
 * T(x, y) = xᵀ W y + uᵀx + vᵀy. The density ratio of jointly Gaussian variables has squares as well, which it cannot
 * express: use it on features that a network makes, or where a critic of few parameters is wanted.
 */
export function bilinear({ x: dx, y: dy, lead, random }: CriticShape): Critic {
  const weights = normalVariable(lead, [dx, dy], 1 / Math.sqrt(dx * dy), random);
  const u = constantVariable(lead, [dx, 1], 0);
  const v = constantVariable(lead, [dy, 1], 0);
  const withOne = (t: tf.Tensor) => tf.concat([t, tf.ones([...t.shape.slice(0, -1), 1])], -1);
  return {
    variables: [weights, u, v],
    scoring: [],
    // The linear terms ride along as two more columns, [xᵀW, uᵀx, 1] · [y, 1, vᵀy].
    left: (x) => withOne(tf.concat([tf.matMul(x, weights), tf.matMul(x, u)], -1)),
    right: (y) => tf.concat([withOne(y), tf.matMul(y, v)], -1),
    joint: (left, right) => tf.sum(tf.mul(facing(left, right), right), -1),
    table: (left, right) => tf.matMul(left, right, false, true),
  };
}
