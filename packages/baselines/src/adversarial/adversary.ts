import {
  createOptimiser,
  detach,
  type Factor,
  glorot,
  type MethodContext,
  option,
  type Player,
  type Random,
  space,
} from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { reverseGradient } from './reverse-gradient.ts';

/** A network that tries to tell something from features. */
export interface Adversary {
  readonly variables: readonly tf.Variable[];
  /**
   * [batch, width] → [batch, outputs].
   *
   * @param frozen passes no gradient on to the adversary's own weights
   */
  apply(features: tf.Tensor2D, frozen?: boolean): tf.Tensor2D;
}

/** A perceptron with ReLU between its layers. */
export function createAdversary(
  width: number,
  outputs: number,
  hidden: readonly number[],
  random: Random,
): Adversary {
  const sizes = [width, ...hidden, outputs];
  const layers = sizes.slice(1).map((size, i) =>
    tf.tidy(() => ({
      weight: tf.variable(glorot(random, [sizes[i]!, size])) as tf.Variable<tf.Rank.R2>,
      bias: tf.variable(tf.zeros([size])),
    })),
  );
  return {
    variables: layers.flatMap(({ weight, bias }) => [weight, bias]),
    apply: (features, frozen = false) =>
      layers.reduce<tf.Tensor>((x, { weight, bias }, i) => {
        const [w, b] = frozen ? [detach(weight), detach(bias)] : [weight, bias];
        const y = tf.add(tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D), b);
        return i < layers.length - 1 ? tf.relu(y) : y;
      }, features) as tf.Tensor2D,
  };
}

/** Outputs that a factor is predicted by: its classes' logits, or one standardised value. */
export const outputsOf = (factor: Factor): number => (factor.kind === 'categorical' ? factor.classes : 1);

/** Options of every adversary. */
export const adversaryOptions = {
  adversaryHidden: option(z.array(z.number().int().positive()), {
    default: [64, 64],
    description: 'Widths of the adversary’s hidden layers.',
    space: space.choice([64], [128, 128], [256, 256]),
  }),
  adversaryLearningRate: option(z.number().positive(), {
    absent: "the run's",
    description: 'Of the adversary’s own optimiser.',
    space: space.logUniform(3.162e-5, 0.003162),
  }),
  adversarySteps: option(z.number().int().positive(), {
    default: 1,
    description: 'Steps of the adversary for each update of the encoder.',
    space: space.choice(1, 2, 4, 8),
  }),
};

type AdversaryOptions = z.output<z.ZodObject<typeof adversaryOptions>>;

/** The adversary's side of the game: the run's optimiser at a rate of its own, without weight decay. */
export const opponent = (
  { optimiser }: MethodContext,
  variables: readonly tf.Variable[],
  { adversaryLearningRate = optimiser.learningRate }: AdversaryOptions,
): Player => ({
  variables,
  optimiser: createOptimiser(
    { ...optimiser, learningRate: adversaryLearningRate, weightDecay: 0 },
    variables,
  ),
});

/**
 * The game of one update: all steps of the adversary but the last on detached features, and its loss on these, whose
 * gradient is its last step and, reversed, the encoder's.
 *
 * @param weight of the reversed gradient
 * @param loss of the adversary on features, [batch, width]
 */
export function adversarialLoss(
  player: Player,
  features: tf.Tensor2D,
  { adversarySteps }: AdversaryOptions,
  weight: number,
  loss: (features: tf.Tensor2D) => tf.Scalar,
): tf.Scalar {
  const still = detach(features);
  for (let k = 1; k < adversarySteps; k++) player.optimiser.minimize(() => loss(still));
  return loss(reverseGradient(features, weight));
}

/** Σ weights·values / Σ weights, 0 where nothing is weighed. */
export const weightedMean = (values: tf.Tensor, weights: tf.Tensor): tf.Scalar =>
  tf.div(tf.sum(tf.mul(values, weights)), tf.maximum(tf.sum(weights), 1e-6)) as tf.Scalar;
