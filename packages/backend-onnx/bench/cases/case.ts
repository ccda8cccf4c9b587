import type { Backend, Method } from '@mimmx/core';
import type * as tf from '@mimmx/core/tf';

/** A function to be compiled. One call is one unit of the work that is timed: a whole update, data already in memory. */
export interface StepCase {
  /** A function of `inputs` without side effects other than on variables, fit to be compiled. */
  readonly step: (...inputs: tf.Tensor[]) => tf.Tensor;
  readonly inputs: tf.Tensor[];
}

/** A method as a training has it, which compiles its steps by itself. One update is one unit. */
export interface MethodCase {
  readonly method: (compile: Backend['compile']) => Method;
}

export type Case = StepCase | MethodCase;

/** Sizes of the cases that have some: pixels of a side, and images of a batch. */
export interface Sizes {
  readonly image?: number | undefined;
  readonly batch?: number | undefined;
}
