import type * as tf from '@mimmx/core/tf';

/** One unit of the work that is timed: a whole update of an optimiser, data already in memory. */
export interface Case {
  /** A function of `inputs` without side effects other than on variables, fit to be compiled. */
  readonly step: (...inputs: tf.Tensor[]) => tf.Tensor;
  readonly inputs: tf.Tensor[];
}
