import { adam, normalTensor, Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import type { StepCase } from './case.ts';

/** Adam on a cross-entropy over two classes. */
export const classify = (model: tf.LayersModel, shape: number[]): StepCase => {
  const random = new Random(0);
  const optimiser = adam({
    variables: model.trainableWeights.map((weight) => weight.read() as tf.Variable),
    learningRate: 1e-3,
  });
  const labels = Int32Array.from({ length: shape[0] as number }, (_, i) => i % 2);
  return {
    inputs: [normalTensor(random, shape), tf.tensor(labels, [shape[0] as number], 'int32')],
    step: (x, y) =>
      optimiser.minimize(() => {
        const logits = model.apply(x, { training: true }) as tf.Tensor;
        return tf.losses.softmaxCrossEntropy(tf.oneHot(y as tf.Tensor1D, 2), logits).asScalar();
      }),
  };
};
