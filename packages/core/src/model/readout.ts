import * as tf from '@tensorflow/tfjs';
import type { Backend, Method, Task } from '../contracts/index.ts';
import type { Network } from './network.ts';

/** What every method on a {@link Network} does after training: probabilities, features, and the heads' readings. */
export function readout(
  network: Network,
  task: Task,
  backend: Pick<Backend, 'compile'>,
): Pick<Method, 'predict' | 'features' | 'predictConfounders' | 'switchedHeads'> {
  const [primaryWidth, ...widths] = network.slices.widths;
  const confounders = widths.map((_, i) => i + 1);
  const primary = (x: tf.Tensor) => network.features(network.encode(x, false), 0, false);
  const probabilities = (features: tf.Tensor2D, i: number) => {
    const logits = network.logits(features, i);
    return (i === 0 || task.z[i - 1]!.kind === 'categorical' ? tf.softmax(logits) : logits) as tf.Tensor2D;
  };
  // A head can be switched onto f_y only if it is as wide as the head's own slice.
  const switchable = widths.every((width, i) => width === primaryWidth && task.z[i]!.kind === 'categorical');
  return {
    predict: backend.compile((x: tf.Tensor) => probabilities(primary(x), 0)),
    features: backend.compile(primary),
    ...(confounders.length > 0 && {
      predictConfounders: backend.compile((x: tf.Tensor) => {
        const encoded = network.encode(x, false);
        return confounders.map((i) => probabilities(network.features(encoded, i, false), i));
      }),
    }),
    ...(confounders.length > 0 &&
      switchable && {
        switchedHeads: backend.compile((x: tf.Tensor) => {
          const features = primary(x);
          return confounders.map((i) => probabilities(features, i));
        }),
      }),
  };
}
