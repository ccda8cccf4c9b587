import { defineWeighter, options } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import type { z } from 'zod';
import { attentionOptions, createAttention } from './attention.ts';
import { joined, perColumn } from './columns.ts';

const schema = options(attentionOptions);

/**
 * Form C of the reconstruction: the confounders side by side, each scaled by N aᵢ, and one critic,
 * L_MI = I(f_y; [N a₁ f₁, …, N a_N f_N]).
 *
 * It loses nothing: as MI does not change under an invertible map, the weights (which the floor keeps above zero)
 * leave the true value alone and only direct what a finite critic sees best. At uniform weights it is the plain
 * concatenation.
 *
 * Source: ours.
 */
export const attentionConcat = defineWeighter({
  name: 'attention-concat',
  summary: 'All confounders side by side, scaled by attention, seen by a single estimator.',
  source: 'ours',
  options: schema,
  create(context, settings) {
    const { confounders, confounderWidths } = context;
    return {
      ...createAttention(context, settings, 'weighter "attention-concat"'),
      summaryWidth: confounderWidths.reduce((a, b) => a + b, 0),
      summarize: (features, weights) =>
        tf.mul(
          joined(features),
          perColumn(tf.mul(weights, confounders) as tf.Tensor1D, confounderWidths),
        ) as tf.Tensor2D,
    };
  },
});

export type AttentionConcatOptions = z.input<typeof schema>;
