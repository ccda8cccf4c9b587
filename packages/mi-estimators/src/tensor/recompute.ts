import * as tf from '@mimmx/core/tf';

/**
 * fn(...inputs, ...constants), whose inner results are thrown away and made again for the gradient (Chen et al. 2016,
 * "sublinear memory cost"). `fn` must get every tensor that it uses as an argument: a captured one is gone by then.
 *
 * @param constants tensors that no gradient is asked for
 */
export function recompute(
  fn: (...tensors: tf.Tensor[]) => tf.Tensor,
  inputs: readonly tf.Tensor[],
  constants: readonly tf.Tensor[] = [],
): tf.Tensor {
  const count = inputs.length;
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
        const rest = saved.slice(count);
        const gradients = tf.grads((...given) => fn(...given, ...rest))(saved.slice(0, count), dy);
        state.activeTape = tape;
        return [...gradients, ...rest.map((tensor) => tf.zerosLike(tensor))];
      },
    };
  });
  return op(...inputs, ...constants);
}
