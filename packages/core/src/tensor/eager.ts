import type { Backend, CompiledFunction, TensorFunction, TensorTree } from '../contracts/index.ts';
import * as tf from '../tf/index.ts';

/** Runs TensorFlow.js operation by operation, intermediate tensors freed at the end: what there is without a compiler. */
export const eager: Pick<Backend, 'compile'> = {
  compile:
    <Inputs extends TensorTree[], Output extends TensorTree>(
      fn: TensorFunction<Inputs, Output>,
    ): CompiledFunction<Inputs, Output> =>
    async (...inputs) =>
      tf.tidy(() => fn(...inputs) as tf.TensorContainer) as Output,
};
