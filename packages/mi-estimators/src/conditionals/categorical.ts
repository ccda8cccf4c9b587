import * as tf from '@tensorflow/tfjs';
import { createMlp, type MlpShape } from '../networks/index.ts';

/** A softmax classifier q(y | x), the conditional density of a discrete y. */
export interface Categorical {
  readonly variables: readonly tf.Variable[];
  /** log q(c | x) of every class, [...lead, batch, dx] → [...lead, batch, classes]. */
  logProbabilities(x: tf.Tensor): tf.Tensor;
}

export interface CategoricalShape extends Omit<MlpShape, 'widths'> {
  readonly x: number;
  readonly classes: number;
  readonly hidden: readonly number[];
}

export function createCategorical({ x, classes, hidden, ...shape }: CategoricalShape): Categorical {
  const logits = createMlp({ ...shape, widths: [x, ...hidden, classes] });
  return {
    variables: logits.variables,
    logProbabilities: (rows) => tf.logSoftmax(logits.apply(rows), -1),
  };
}
