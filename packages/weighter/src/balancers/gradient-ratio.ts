import { defineBalancer, option, options, space } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { createWarmup, warmupOption } from './warmup.ts';

const schema = options({
  lambda: option(z.number().nonnegative(), {
    default: 1,
    description: 'Factor λ of α, beside the one of the method. Thesis: 1 (digits), 1.5 (chest X-rays).',
    space: space.logUniform(0.1, 3),
  }),
  warmup: warmupOption,
});

/** Below this a norm is zero: the term has no direction, and its scale does not matter. */
const SMALLEST = 1e-20;

/**
 * Scales [1, λ α κ(t)] with α = min(‖g_task‖, ‖g_MI‖) / ‖g_MI‖: the MI term may push the encoder as hard as the task
 * does, and no harder.
 *
 * Source: published. Belghazi et al., 2018 (adaptive gradient clipping); thesis of 2024, eqs. 3.3–3.10, which calls it the main
 * gain ("adaptive scaling" of its tables).
 */
export const gradientRatio = defineBalancer({
  name: 'gradient-ratio',
  summary: 'Limits the gradient of the MI term to the norm of the task gradient.',
  source: 'Belghazi et al., ICML 2018; Stuttgart thesis, 2024, eqs. 3.3–3.10',
  granularity: 'grouped',
  options: schema,
  create({ terms }, settings) {
    const warmup = createWarmup(terms.length, settings.warmup);
    return {
      granularity: 'grouped',
      state: warmup.state,
      scale({ norms }) {
        const task = tf.slice1d(norms, 0, 1);
        const mi = tf.slice1d(norms, 1, 1);
        // min(a, b) / b, written so that b = 0 gives a number.
        const alpha = tf.minimum(tf.div(task, tf.maximum(mi, SMALLEST)), 1);
        return warmup.apply(tf.concat1d([tf.ones([1]), tf.mul(alpha, settings.lambda) as tf.Tensor1D]));
      },
    };
  },
});

export type GradientRatioOptions = z.input<typeof schema>;
