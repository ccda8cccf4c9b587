import * as tf from '@mimmx/core/tf';

/** A variable that no optimiser trains. Everything a balancer remembers is one, so that it compiles and resumes. */
export const stateVariable = <R extends tf.Rank>(shape: tf.ShapeMap[R], value: number): tf.Variable<R> =>
  tf.tidy(() => tf.variable(tf.fill(shape, value), false)) as tf.Variable<R>;
