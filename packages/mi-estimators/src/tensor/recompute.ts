import * as tf from '@tensorflow/tfjs';

/**
 * fn(...inputs), whose inner results are thrown away and made again for the gradient (Chen et al. 2016, "sublinear
 * memory cost"). `fn` must get every tensor that it uses as an input: a captured one is gone by then.
 */
export function recompute(
  fn: (...inputs: tf.Tensor[]) => tf.Tensor,
  inputs: readonly tf.Tensor[],
): tf.Tensor {
  const op = tf.customGrad((...args) => {
    const save = args.at(-1) as unknown as tf.GradSaveFunc;
    const tensors = args.slice(0, -1) as tf.Tensor[];
    save(tensors);
    return {
      value: fn(...tensors),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        // TensorFlow.js drops the tape after every gradient, also that of the gradient around this one.
        const { state } = tf.engine();
        const tape = state.activeTape;
        const gradients = tf.grads(fn)(saved, dy);
        state.activeTape = tape;
        return gradients;
      },
    };
  });
  return op(...inputs);
}
