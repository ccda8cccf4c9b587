import * as tf from '@mimmx/core/tf';
import { createMlp } from '../networks/index.ts';
import { type Critic, type CriticShape, facing } from './critic.ts';

/**
 * T(x, y) = f(x)ᵀ g(y) / √e with two perceptrons into R^e (van den Oord et al. 2018; Poole et al. 2019, §3).
 * All pairs cost one matrix product, so it is the critic for large batches.
 */
export function separable(shape: CriticShape): Critic {
  const { hidden, embedding, activation, lead, random } = shape;
  const f = createMlp({ widths: [shape.x, ...hidden, embedding], activation, lead, random });
  const g = createMlp({ widths: [shape.y, ...hidden, embedding], activation, lead, random });
  const scale = 1 / Math.sqrt(embedding);
  return {
    variables: [...f.variables, ...g.variables],
    scoring: [],
    left: (x) => tf.mul(f.apply(x), scale),
    right: (y) => g.apply(y),
    joint: (left, right) => tf.sum(tf.mul(facing(left, right), right), -1),
    table: (left, right) => tf.matMul(left, right, false, true),
  };
}
