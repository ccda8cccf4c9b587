import { defineBalancer, option, options, space } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { positiveLosses } from './positive-losses.ts';
import { stateVariable } from './state.ts';
import { createWarmup, warmupOption } from './warmup.ts';

const schema = options({
  likelihood: option(z.enum(['regression', 'classification']), {
    default: 'regression',
    description: '`regression`: L / (2 eˢ) + s / 2. `classification`: L / eˢ + s / 2.',
    space: space.choice('regression', 'classification'),
  }),
  learningRate: option(z.number().positive(), {
    default: 0.01,
    description: 'Step of s.',
    space: space.logUniform(1e-3, 0.1),
  }),
  initial: option(z.number(), { default: -0.5, description: 's of every term before the first step.' }),
  limit: option(z.number().positive(), {
    default: 4,
    description: 's stays within ± this, or a loss near zero would get a scale without bound.',
  }),
  warmup: warmupOption,
});

/**
 * Homoscedastic uncertainty: each term has a learned log-variance sᵢ, the objective is Σ c Lᵢ e^(−sᵢ) + sᵢ / 2 with
 * c = 1/2 (regression) or 1 (classification), and so the scale of a term is c e^(−sᵢ). Its rest point is e^sᵢ = 2 c Lᵢ.
 *
 * Source: published (Kendall, Gal & Cipolla, CVPR 2018; the common code starts at s = −0.5). Ours: sᵢ takes
 * plain gradient steps of its own, bounded by `limit`, and sees softplus(MI) in place of an MI that may be ≤ 0.
 */
export const uncertainty = defineBalancer({
  name: 'uncertainty',
  summary: 'Weights each term by a learned uncertainty.',
  source: 'Kendall et al., CVPR 2018',
  caution:
    'mimm-x did not learn y with it at a small budget (57 % of a balanced test where it has 89 without the term). Take gradient-ratio.',
  granularity: 'each',
  options: schema,
  create({ terms }, settings) {
    const logVariance = stateVariable<tf.Rank.R1>([terms.length], settings.initial);
    const warmup = createWarmup(terms.length, settings.warmup);
    const c = settings.likelihood === 'regression' ? 0.5 : 1;
    return {
      granularity: 'each',
      state: [logVariance, ...warmup.state],
      scale({ losses }) {
        const scale = tf.mul(tf.exp(tf.neg(logVariance)), c) as tf.Tensor1D;
        const slope = tf.sub(0.5, tf.mul(positiveLosses(losses), scale));
        const next = tf.sub(logVariance, tf.mul(slope, settings.learningRate));
        logVariance.assign(tf.clipByValue(next, -settings.limit, settings.limit) as tf.Tensor1D);
        return warmup.apply(scale);
      },
    };
  },
});

export type UncertaintyOptions = z.input<typeof schema>;
