import { adam, normalTensor, Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import type { StepCase } from './case.ts';
import { allPairs } from './information.ts';
import { perceptron } from './perceptron.ts';

const encoder = () =>
  tf.sequential({
    layers: [
      tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 6, kernelSize: 3, activation: 'relu' }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.conv2d({ filters: 16, kernelSize: 3, activation: 'relu' }),
      tf.layers.conv2d({ filters: 16, kernelSize: 3, activation: 'relu' }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 256, activation: 'relu' }),
      tf.layers.dense({ units: 6 }),
    ],
  });

const norm = (gradients: readonly tf.Tensor[]): tf.Tensor =>
  tf.sqrt(tf.addN(gradients.map((g) => g.square().sum())));

const PAIRS = [
  [0, 1],
  [0, 2],
  [1, 2],
] as const;

/**
 * One step of MIMM for several confounders: three slices of width 2, three all-pairs critics, one encoder step with
 * the MI gradient scaled by the norms of the two gradients, four critic steps; batch 64.
 */
export const mimm = (withMi = true): StepCase => {
  const random = new Random(0);
  const model = encoder();
  const shared = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const heads = [0, 1, 2].map(() => perceptron(random, [2, 2]));
  const ours = [...shared, ...heads.flatMap((head) => head.variables)];
  const optimiser = adam({ variables: ours, learningRate: 1e-3, weightDecay: 1e-4 });
  const critics = withMi ? PAIRS.map(() => perceptron(random, [4, 400, 400, 400, 1], true)) : [];
  const trained = critics.flatMap((critic) => critic.variables);
  const estimators = withMi ? adam({ variables: trained, learningRate: 1e-3 }) : null;
  const slices = (x: tf.Tensor) => tf.split(model.apply(x, { training: true }) as tf.Tensor, 3, 1);
  const information = (features: readonly tf.Tensor[]): tf.Scalar =>
    tf.addN(PAIRS.map(([i, j], k) => allPairs(critics[k]!, features[i]!, features[j]!))).div(3) as tf.Scalar;
  const entropy = (features: readonly tf.Tensor[], labels: readonly tf.Tensor[]): tf.Scalar =>
    tf
      .addN(
        heads.map((head, k) => {
          const target = tf.oneHot(labels[k] as tf.Tensor1D, 2);
          return tf.losses.softmaxCrossEntropy(target, head.apply(features[k]!)).asScalar();
        }),
      )
      .div(3) as tf.Scalar;

  const labels = [1, 2, 4].map((k) =>
    tf.tensor(
      Int32Array.from({ length: 64 }, (_, i) => Math.floor(i / k) % 2),
      [64],
      'int32',
    ),
  );
  return {
    inputs: [normalTensor(random, [64, 28, 28, 1]), ...labels],
    step: (x, ...classes) => {
      const task = tf.variableGrads(() => entropy(slices(x), classes), ours);
      const gradients = ours.map((variable) => task.grads[variable.name] as tf.Tensor);
      if (!estimators) {
        optimiser.apply(gradients);
        return task.value;
      }
      const mi = tf.variableGrads(() => information(slices(x)), shared);
      const other = shared.map((variable) => mi.grads[variable.name] as tf.Tensor);
      const size = norm(other);
      const scale = tf.minimum(norm(gradients.slice(0, shared.length)), size).div(size);
      optimiser.apply(gradients.map((g, i) => (i < other.length ? g.add(other[i]!.mul(scale)) : g)));
      for (let k = 0; k < 4; k++) {
        const features = slices(x);
        estimators.minimize(() => information(features).neg() as tf.Scalar).dispose();
      }
      return task.value;
    },
  };
};

/** The same encoder, heads and batch, cross-entropies only. */
export const erm = (): StepCase => mimm(false);
