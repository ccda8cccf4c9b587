import { defineWeighter, options } from '@mimmx/core';
import type { z } from 'zod';
import { attentionOptions, createAttention } from './attention.ts';

const schema = options(attentionOptions);

/**
 * Form B of the reconstruction, L_MI = Σᵢ aᵢ I(f_y; fᵢ): every confounder keeps its estimator, and the attention
 * weights the N terms.
 *
 * Source: inferred; "Confounder Attention Weighter" (Fay et al., FAIMI 2025), whose equation is not public.
 * Trained by the estimator it maximises Σ aᵢ Iᵢ, so it turns to the confounder that leaks most (ours); see
 * `createAttention` for the scores.
 */
export const attentionSum = defineWeighter({
  name: 'attention-sum',
  summary: 'Attention weights on the MI terms; one estimator for each confounder.',
  source: 'inferred from Fay et al., FAIMI 2025; scores and training ours',
  options: schema,
  create: (context, settings) => createAttention(context, settings, 'weighter "attention-sum"'),
});

export type AttentionSumOptions = z.input<typeof schema>;
