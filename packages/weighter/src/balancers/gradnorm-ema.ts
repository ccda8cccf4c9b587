import { defineBalancer, option, options, space } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { stateVariable } from './state.ts';
import { createWarmup, warmupOption } from './warmup.ts';

const schema = options({
  decay: option(z.number().min(0).lt(1), {
    default: 0.9,
    description: 'Share of the past in the moving average.',
    space: space.choice(0, 0.5, 0.9, 0.99),
  }),
  minimum: option(z.number().nonnegative(), { default: 0.01, description: 'Lowest scale of a term.' }),
  maximum: option(z.number().positive(), { default: 10, description: 'Highest scale of a term.' }),
  warmup: warmupOption,
}).refine(({ minimum, maximum }) => minimum <= maximum, {
  path: ['minimum'],
  error: 'must not exceed maximum',
});

const SMALLEST = 1e-12;

/**
 * The closed form of equal gradient norms: λ_y = 1 and λᵢ(t) = EMA[clip(‖g_y‖ / (‖gᵢ‖ + ε), minimum, maximum)] for
 * every other term. Nothing is learned, so nothing has to converge. The ratio is clipped before it is averaged, so that
 * one vanishing gradient does not stay in the average; the average starts without bias, as in Adam.
 *
 * Source: ours, for "GradNorm-inspired dynamic loss scaling" (Fay et al., FAIMI 2025, whose equation is not public).
 */
export const gradnormEma = defineBalancer({
  name: 'gradnorm-ema',
  summary: "Scales every term to the gradient norm of the primary task's loss, by a clipped moving average.",
  source: 'ours, after Chen et al., ICML 2018',
  granularity: 'each',
  options: schema,
  create({ terms }, { decay, minimum, maximum, warmup: warmupSettings }) {
    const others = terms.length - 1;
    const average = stateVariable<tf.Rank.R1>([others], 0);
    // Sum of the shares given so far: 1 − decay^steps.
    const mass = stateVariable<tf.Rank.R0>([], 0);
    const warmup = createWarmup(terms.length, warmupSettings);
    return {
      granularity: 'each',
      state: [average, mass, ...warmup.state],
      scale({ norms }) {
        const primary = tf.slice1d(norms, 0, 1);
        const ratio = tf.div(primary, tf.add(tf.slice1d(norms, 1, others), SMALLEST));
        const clipped = tf.clipByValue(ratio, minimum, maximum);
        const next = tf.add(tf.mul(average, decay), tf.mul(clipped, 1 - decay)) as tf.Tensor1D;
        const total = tf.add(tf.mul(mass, decay), 1 - decay) as tf.Scalar;
        average.assign(next);
        mass.assign(total);
        return warmup.apply(tf.concat1d([tf.ones([1]), tf.div(next, total) as tf.Tensor1D]));
      },
    };
  },
});

export type GradnormEmaOptions = z.input<typeof schema>;
