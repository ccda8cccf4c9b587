import { type InputOf, option, space } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import type { Scores } from '../pairs/index.ts';
import { logSumExp } from '../tensor/index.ts';
import { defineCriticBound } from './critic-bound.ts';
import { jensenShannonLoss } from './expectations.ts';

/**
 * E T − log E exp(clip(T, −τ, τ)) of a critic trained on Jensen–Shannon (Song & Ermon, ICLR 2020, eq. 13). The
 * clipping bounds the variance at the price of a bias, so that it is no bound; τ → ∞ is the Donsker–Varadhan value.
 * x, y: [batch, d], or classes [batch].
 */
export const smile = defineCriticBound({
  name: 'smile',
  summary: 'Smoothed estimate: Jensen–Shannon critic, clipped Donsker–Varadhan value (SMILE).',
  source: 'Song & Ermon, ICLR 2020, eq. 13',
  bound: 'none',
  options: {
    tau: option(z.number().positive(), {
      default: 5,
      description: 'Scores are clipped to [−τ, τ] in the partition function.',
      space: space.choice(1, 5, 10, 20),
    }),
  },
  objective: ({ options: { tau } }) => ({
    loss: jensenShannonLoss,
    estimate(scores: Scores) {
      const clipped = scores.fold((s, logWeights) =>
        logSumExp(tf.add(tf.clipByValue(s, -tau, tau), logWeights)),
      );
      return tf.sub(scores.expect(scores.joint), logSumExp(clipped));
    },
  }),
});

export type SmileOptions = InputOf<typeof smile>;
