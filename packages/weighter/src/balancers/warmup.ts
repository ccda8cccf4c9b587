import { option, options, space } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { stateVariable } from './state.ts';

/** The option `warmup` of every balancer. */
export const warmupOption = option(
  options({
    steps: option(z.int().nonnegative(), {
      default: 0,
      description: 'Encoder steps over which the MI term is brought in; 0 for at once.',
    }),
    shape: option(z.enum(['sigmoid', 'linear']), {
      default: 'sigmoid',
      description: 'How it rises over these steps.',
      space: space.choice('sigmoid', 'linear'),
    }),
    gamma: option(z.number().positive(), {
      default: 3,
      description:
        'γ of the sigmoid shape: the larger, the earlier the rise. Published with dCor and adversaries: 3 to 4.',
      space: space.uniform(1, 10),
    }),
  }),
  { default: {}, description: 'How the MI term is brought in at the start of training.' },
);

export type WarmupSettings = z.output<typeof warmupOption>;

/** Multiplies the scale of the MI term, which is the last, by κ(t), and counts the steps. */
export interface Warmup {
  readonly state: readonly tf.Variable[];
  apply(scale: tf.Tensor1D): tf.Tensor1D;
}

/**
 * κ(t) of the warm-up, with p = min(t / steps, 1): linear, κ = p; or sigmoid, κ = 2 / (1 + e^(−γp)) − 1 = tanh(γp / 2)
 * divided by its end value, so that it ends at 1.
 *
 * Source: published (Ganin et al., 2016; Müller et al., MLMI 2024, with γ = 3 to 4) but for the division, ours.
 */
export function createWarmup(terms: number, { steps, shape, gamma }: WarmupSettings): Warmup {
  if (steps === 0) return { state: [], apply: (scale) => scale };
  const done = stateVariable<tf.Rank.R0>([], 0);
  return {
    state: [done],
    apply(scale) {
      const progress = tf.div(done, steps);
      const kappa =
        shape === 'linear' ? progress : tf.div(tf.tanh(tf.mul(progress, gamma / 2)), Math.tanh(gamma / 2));
      // Stops at `steps`: a float32 count would stand still at 2²⁴ anyway.
      done.assign(tf.minimum(tf.add(done, 1), steps) as tf.Scalar);
      const others = tf.slice1d(scale, 0, terms - 1);
      const mi = tf.slice1d(scale, terms - 1, 1);
      return tf.concat1d([others, tf.mul(mi, kappa) as tf.Tensor1D]);
    },
  };
}
