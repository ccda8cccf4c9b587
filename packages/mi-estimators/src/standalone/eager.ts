import type { Backend, CompiledFunction, TensorFunction, TensorTree } from '@mimmx/core';
import * as tf from '@tensorflow/tfjs';

/** Runs TensorFlow.js operation by operation: what there is without a compiling backend. */
export const eager: Pick<Backend, 'compile'> = {
  compile:
    <Inputs extends TensorTree[], Output extends TensorTree>(
      fn: TensorFunction<Inputs, Output>,
    ): CompiledFunction<Inputs, Output> =>
    async (...inputs) =>
      tf.tidy(() => fn(...inputs) as tf.TensorContainer) as Output,
};
