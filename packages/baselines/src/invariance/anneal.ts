import { type Network, option, space } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';

/** Share of the run's updates after which a penalty gets its full weight. */
export const annealSchema = (share: number) =>
  option(z.number().min(0).max(1), {
    default: share,
    description: 'Share of the updates after which the penalty has its weight; 1 is the weight before.',
    space: space.logUniform(3e-4, 1),
  });

/** Weight of the squares of all weights inside the loss, where they are divided with it. */
export const squaresSchema = option(z.number().nonnegative(), {
  default: 0,
  description:
    'Weight of Σ‖w‖² beside the risk, divided with it when the penalty jumps; 0 where the optimiser decays weights.',
});

/**
 * The risk plus l2 · Σ‖w‖², as the code of IRM has it: a weight decay of the optimiser is not divided by the penalty’s
 * weight, and would pull all weights to 0 once the loss is.
 */
export const withSquares = (
  risk: tf.Scalar,
  { encoderVariables, headVariables }: Network,
  l2: number,
): tf.Scalar =>
  l2 === 0
    ? risk
    : (tf.add(
        risk,
        tf.mul(tf.addN([...encoderVariables, ...headVariables].map((w) => tf.sum(tf.square(w)))), l2),
      ) as tf.Scalar);

/** A penalty whose weight jumps from a small value to its own in the course of the run. */
export interface Anneal {
  readonly state: readonly tf.Variable[];
  /**
   * risk + w · penalty, all divided by w where w > 1, as in the code of IRM and V-REx: the gradient then keeps its size
   * when the weight jumps, and the moments of Adam their meaning.
   */
  combine(risk: tf.Scalar, penalty: tf.Scalar): tf.Scalar;
}

/**
 * Counts updates in a variable, so that a step stays static and a run that is continued knows where it is.
 *
 * @param before weight until then
 * @param at share of the run at which it becomes `after`
 */
export function createAnneal(before: number, after: number, at: number, updates: number): Anneal {
  const count = tf.tidy(() => tf.variable(tf.scalar(0), false));
  return {
    state: [count],
    combine(risk, penalty) {
      const late = tf.cast(tf.greaterEqual(count, Math.round(at * updates)), 'float32');
      const weight = tf.add(tf.mul(late, after - before), before);
      count.assign(tf.add(count, 1) as tf.Scalar);
      return tf.div(tf.add(risk, tf.mul(weight, penalty)), tf.maximum(weight, 1)) as tf.Scalar;
    },
  };
}
