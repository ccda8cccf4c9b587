import { option, options } from '@mimmx/core';
import { z } from 'zod';

export const fineTuningSchema = options({
  targets: option(z.enum(['hard', 'soft', 'soft-continuous', 'matched', 'smoothed']), {
    description: 'Where targets come from; see `TargetRule`.',
  }),
  updates: option(z.int().positive(), { description: 'Planned updates.' }),
  batchSize: option(z.int().positive(), { default: 64, description: 'Images of one update.' }),
  learningRate: option(z.number().positive(), { default: 3e-4, description: 'At the start.' }),
  weightDecay: option(z.number().nonnegative(), {
    default: 0,
    description: 'Decoupled weight decay (AdamW).',
  }),
  decoderOnly: option(z.boolean(), {
    default: false,
    description: 'Train the decoder alone, as counterfactual contrastive learning does.',
  }),
  intervene: option(z.array(z.string()).min(1), { absent: 'all', description: 'Nodes to intervene on.' }),
  interventions: option(z.enum(['one', 'several']), {
    default: 'one',
    description: 'One node of a batch at a time (as published), or each with a probability of ½.',
  }),
  sampling: option(z.enum(['permuted', 'marginal', 'forced', 'conditional']), {
    default: 'permuted',
    description: 'How new values of the intervened nodes are drawn.',
  }),
  smoothing: option(z.number().min(0).max(1), {
    default: 0.1,
    description: 'Share of probability spread over all classes, under `smoothed`.',
  }),
  weights: option(z.record(z.string(), z.number().nonnegative()), {
    default: {},
    description: "Weight of each attribute's loss; 1 if absent.",
  }),
  beta: option(z.number().nonnegative(), {
    default: 1,
    description: "Weight of the KL terms, as in the model's training.",
  }),
  tolerance: option(z.number().nonnegative(), {
    default: 0.005,
    description: "By how much −ELBO may exceed the model's own, as a share.",
  }),
  multiplierRate: option(z.number().positive(), {
    default: 0.1,
    description:
      'Step of the multiplier, as published for tens of thousands of updates. It has to come to some 30: a tuning of 2,000 updates wants steps of 1, and a damping of 100.',
  }),
  damping: option(z.number().nonnegative(), { default: 10, description: 'Damping of the multiplier.' }),
  clamped: option(z.boolean(), {
    default: true,
    description: 'False for the published damping, which may reward a worse bound.',
  }),
  latentTemperature: option(z.number().nonnegative(), {
    default: 1,
    description:
      'Temperature of the latent variables of the counterfactual image; the bound draws at 1 always. 1 as published; 0 makes images as they are made later, from the posterior mean.',
  }),
  pixelNoise: option(z.number().nonnegative(), {
    default: 1,
    description: 'Temperature of the pixel noise while tuning.',
  }),
  average: option(z.number().min(0).max(1), { default: 0.99, description: 'Decay of the averaged weights.' }),
});

export type FineTuningOptions = z.input<typeof fineTuningSchema>;
export type FineTuningSettings = z.output<typeof fineTuningSchema>;
