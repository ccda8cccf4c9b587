import { defineWeighter, glorot, option, options, space } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { attentionOptions, createAttention } from './attention.ts';
import { joined, perColumn } from './columns.ts';

const schema = options({
  ...attentionOptions,
  width: option(z.int().positive(), {
    absent: 'the widest f_zi',
    description: 'Width of the summary s.',
    space: space.integer(1, 8),
  }),
});

/**
 * Form A of the reconstruction: one summary of all confounders, s = Σᵢ aᵢ Vᵢ fᵢ, and one critic, L_MI = I(f_y; s).
 * The cost does not grow with N beyond one matrix product.
 *
 * A summary narrower than the confounders together loses information, and V decides what. So V is trained by the
 * estimator (ascent) also where the attention is detached. Trained by the encoder, V can project the confounders out
 * altogether, a second way to collapse.
 *
 * Source: inferred; "Confounder-Attention-Summarizer" (ISMRM 2025, no. 1295), whose equation is not public.
 */
export const attentionSummary = defineWeighter({
  name: 'attention-summary',
  summary: 'One attention-weighted summary of all confounders, seen by a single estimator.',
  source: 'inferred from ISMRM 2025, no. 1295; scores and training ours',
  options: schema,
  create(context, settings) {
    const { confounderWidths, random } = context;
    const summaryWidth = settings.width ?? Math.max(...confounderWidths);
    const total = confounderWidths.reduce((a, b) => a + b, 0);
    const attention = createAttention(context, settings, 'weighter "attention-summary"');
    const values = tf.tidy(() =>
      tf.variable(glorot(random, [total, summaryWidth])),
    ) as tf.Variable<tf.Rank.R2>;
    return {
      ...attention,
      variables: [...attention.variables, values],
      player: attention.player === 'encoder' ? 'encoder' : 'estimator',
      summaryWidth,
      summarize: (features, weights) =>
        tf.matMul(tf.mul(joined(features), perColumn(weights, confounderWidths)), values) as tf.Tensor2D,
    };
  },
});

export type AttentionSummaryOptions = z.input<typeof schema>;
