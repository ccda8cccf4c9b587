import { adam, normalTensor, permutationTensor, Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import type { StepCase } from './case.ts';
import { type Perceptron, perceptron } from './perceptron.ts';

/** MINE (DV), critic 32-128-128-1, one permutation as marginal, batch 128. */
export const mine = (): StepCase => {
  const random = new Random(0);
  const critic = perceptron(random, [32, 128, 128, 1]);
  const optimiser = adam({ variables: critic.variables, learningRate: 1e-3 });
  return {
    inputs: [normalTensor(random, [128, 16]), normalTensor(random, [128, 16])],
    step: (x, y) =>
      optimiser.minimize(() => {
        const shuffled = tf.gather(y, permutationTensor(random, 128));
        const pairs = tf.concat([tf.concat([x, y], 1), tf.concat([x, shuffled], 1)], 0);
        const [joint, marginal] = tf.split(critic.apply(pairs), 2) as [tf.Tensor, tf.Tensor];
        return joint
          .mean()
          .sub(tf.logSumExp(marginal).sub(Math.log(128)))
          .neg() as tf.Scalar;
      }),
  };
};

/** Donsker–Varadhan over all pairs of rows: the diagonal is the joint, the rest the product of the marginals. */
export const allPairs = (critic: Perceptron, a: tf.Tensor, b: tf.Tensor): tf.Scalar => {
  const [n, width] = a.shape as [number, number];
  const rows = tf.tile(a.reshape([n, 1, width]), [1, n, 1]).reshape([n * n, width]);
  const columns = tf.tile(b, [n, 1]);
  const scores = critic.apply(tf.concat([rows, columns], 1)).reshape([n, n]);
  const diagonal = tf.eye(n);
  const joint = scores.mul(diagonal).sum().div(n);
  const others = tf.logSumExp(scores.sub(diagonal.mul(1e30)));
  return joint.sub(others.sub(Math.log(n * (n - 1)))) as tf.Scalar;
};

/** MINE (DV) over all B·B pairs, critic 4-400-400-400-1 with batch norm, batch 64. */
export const minePairs = (): StepCase => {
  const random = new Random(0);
  const critic = perceptron(random, [4, 400, 400, 400, 1], true);
  const optimiser = adam({ variables: critic.variables, learningRate: 1e-3 });
  return {
    inputs: [normalTensor(random, [64, 2]), normalTensor(random, [64, 2])],
    step: (x, y) => optimiser.minimize(() => allPairs(critic, x, y).neg() as tf.Scalar),
  };
};

/** CLUB: two networks 16-64-16, one likelihood step and one all-pairs estimate, batch 128. */
export const club = (): StepCase => {
  const random = new Random(0);
  const mean = perceptron(random, [16, 64, 16]);
  const spread = perceptron(random, [16, 64, 16]);
  const optimiser = adam({ variables: [...mean.variables, ...spread.variables], learningRate: 1e-3 });
  const heads = (x: tf.Tensor) => [mean.apply(x), tf.tanh(spread.apply(x))] as const;
  return {
    inputs: [normalTensor(random, [128, 16]), normalTensor(random, [128, 16])],
    step: (x, y) => {
      optimiser
        .minimize(() => {
          const [m, v] = heads(x);
          return tf.squaredDifference(m, y).div(tf.exp(v)).add(v).sum(1).mean() as tf.Scalar;
        })
        .dispose();
      const [m, v] = heads(x);
      const positive = tf.squaredDifference(m, y).neg().div(2).div(tf.exp(v));
      const distances = tf.squaredDifference(y.expandDims(0), m.expandDims(1)).mean(1);
      const negative = distances.neg().div(2).div(tf.exp(v));
      return positive.sum(1).sub(negative.sum(1)).mean();
    },
  };
};
