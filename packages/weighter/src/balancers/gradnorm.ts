import { defineBalancer, option, options, space } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { positiveLosses } from './positive-losses.ts';
import { stateVariable } from './state.ts';
import { createWarmup, warmupOption } from './warmup.ts';

const schema = options({
  alpha: option(z.number().nonnegative(), {
    default: 0.5,
    description:
      'Strength with which terms that learn slowly are favoured. Published: 1.5, or 0.12 for symmetric tasks.',
    space: space.uniform(0, 2),
  }),
  learningRate: option(z.number().positive(), {
    default: 0.025,
    description: 'Step of the weights, relative to the mean gradient norm.',
    space: space.logUniform(1e-3, 0.1),
  }),
  step: option(z.enum(['additive', 'multiplicative']), {
    default: 'multiplicative',
    description:
      '`additive`: w ← w − η ∂L_grad/∂w (published), cut off just above zero. `multiplicative`: the same step on log w (ours), which stays positive and is as fine for a weight of 0.01 as for one of 1.',
    space: space.choice('additive', 'multiplicative'),
  }),
  warmup: warmupOption,
});

const SMALLEST = 1e-12;
/** Lowest weight of an additive step. */
const FLOOR = 1e-4;

/**
 * GradNorm over the T terms. With Gᵢ = wᵢ ‖gᵢ‖, Ḡ = mean G, L̃ᵢ = Lᵢ(t) / Lᵢ(0) and rᵢ = L̃ᵢ / mean L̃, the weights take
 * one step down L_grad(w) = Σ |Gᵢ − Ḡ rᵢ^α| (Ḡ rᵢ^α held constant), and are then renormalised to Σ wᵢ = T.
 * The scale of a step is w as it was before that step.
 *
 * Source: published (Chen et al., ICML 2018, eqs. 1 and 2 and algorithm 1). Ours: L_grad is divided by Ḡ, so that the
 * learning rate does not depend on the losses' units; the step on log w; softplus in place of the MI, which may be ≤ 0.
 */
export const gradnorm = defineBalancer({
  name: 'gradnorm',
  summary: 'Learns weights that bring the gradient norms of all terms together (GradNorm).',
  source: 'Chen et al., ICML 2018, eqs. 1–2, algorithm 1',
  granularity: 'each',
  options: schema,
  create({ terms }, settings) {
    const count = terms.length;
    const weights = stateVariable<tf.Rank.R1>([count], 1);
    const initial = stateVariable<tf.Rank.R1>([count], 0);
    const started = stateVariable<tf.Rank.R0>([], 0);
    const warmup = createWarmup(count, settings.warmup);
    return {
      granularity: 'each',
      state: [weights, initial, started, ...warmup.state],
      scale({ losses, norms }) {
        const now = weights.clone();
        const positive = positiveLosses(losses);
        const first = tf.add(tf.mul(initial, started), tf.mul(positive, tf.sub(1, started))) as tf.Tensor1D;
        const rates = tf.div(positive, first);
        const relative = tf.div(rates, tf.mean(rates));
        const weighted = tf.mul(now, norms);
        const mean = tf.mean(weighted);
        const target = tf.mul(mean, tf.pow(relative, settings.alpha));
        const direction = tf.sign(tf.sub(weighted, target));
        const unit = tf.div(settings.learningRate, tf.maximum(mean, SMALLEST));
        const next =
          settings.step === 'additive'
            ? tf.maximum(tf.sub(now, tf.mul(unit, tf.mul(direction, norms))), FLOOR)
            : tf.mul(now, tf.exp(tf.neg(tf.mul(unit, tf.mul(direction, weighted)))));
        weights.assign(tf.mul(next, tf.div(count, tf.sum(next))) as tf.Tensor1D);
        initial.assign(first);
        started.assign(tf.onesLike(started));
        return warmup.apply(now);
      },
    };
  },
});

export type GradnormOptions = z.input<typeof schema>;
