import * as tf from '@tensorflow/tfjs';
import type { Backend, Method, Task } from '../contracts/index.ts';
import type { Network } from './network.ts';

/** What every method on a {@link Network} does after training: probabilities, features, and the heads' readings. */
export function readout(
  network: Network,
  task: Task,
  backend: Pick<Backend, 'compile'>,
): Required<Pick<Method, 'predict' | 'features' | 'predictConfounders' | 'switchedHeads'>> {
  const confounders = network.slices.widths.length - 1;
  const primary = (x: tf.Tensor) => network.features(network.encode(x, false), 0, false);
  return {
    predict: backend.compile((x: tf.Tensor) => tf.softmax(network.logits(primary(x), 0)) as tf.Tensor2D),
    features: backend.compile(primary),
    predictConfounders: backend.compile((x: tf.Tensor) => {
      const encoded = network.encode(x, false);
      return Array.from({ length: confounders }, (_, i) => {
        const logits = network.logits(network.features(encoded, i + 1, false), i + 1);
        return (task.z[i]!.kind === 'categorical' ? tf.softmax(logits) : logits) as tf.Tensor2D;
      });
    }),
    switchedHeads: backend.compile((x: tf.Tensor) => {
      const features = primary(x);
      return Array.from({ length: confounders }, (_, i) =>
        network.slices.widths[i + 1] === network.slices.widths[0] && task.z[i]!.kind === 'categorical'
          ? (tf.softmax(network.logits(features, i + 1)) as tf.Tensor2D)
          : tf.zeros<tf.Rank.R2>([features.shape[0], 0]),
      );
    }),
  };
}
