import type { Method, Task } from '../contracts/index.ts';
import * as tf from '../tf/index.ts';
import type { Network } from './network.ts';

/** How every method on a {@link Network} reads after training: the prediction, f_y, and the heads switched onto it. */
export function readNetwork(network: Network, task: Task): Pick<Method, 'read'> {
  const [primaryWidth, ...widths] = network.slices.widths;
  // A head can be switched onto f_y only if it is as wide as the head's own slice.
  const switchable =
    widths.length > 0 &&
    widths.every((width, i) => width === primaryWidth && task.z[i]!.kind === 'categorical');
  return {
    read(x) {
      const features = network.features(network.encode(x, false), 0, false);
      const output = network.logits(features, 0);
      return {
        prediction: prediction(task, output),
        features,
        ...(switchable && {
          switched: widths.map((_, i) => tf.softmax(network.logits(features, i + 1)) as tf.Tensor2D),
        }),
      };
    },
  };
}

/** Probabilities of the classes of y, or its value in its own unit, from the output of its head. */
const prediction = ({ y }: Task, output: tf.Tensor2D): tf.Tensor2D =>
  y.kind === 'categorical' ? tf.softmax(output) : (tf.add(tf.mul(output, y.sd), y.mean) as tf.Tensor2D);
