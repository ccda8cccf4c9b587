import { defineWeighter, options } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import type { z } from 'zod';

const schema = options({});

/**
 * aᵢ = 1 / N: the mean of the N terms, nothing to train.
 *
 * Source: published; the thesis of 2024 averages its MI terms (eqs. 3.3–3.10), and it is the ablation of every attention.
 */
export const uniform = defineWeighter({
  name: 'uniform',
  summary: 'Every confounder counts alike: the mean of the MI terms.',
  source: 'Stuttgart thesis, 2024, eqs. 3.3–3.10',
  options: schema,
  create: ({ confounders }) => ({
    variables: [],
    player: 'nobody',
    needsMi: false,
    weights: () => tf.fill([confounders], 1 / confounders) as tf.Tensor1D,
  }),
});

export type UniformOptions = z.input<typeof schema>;
