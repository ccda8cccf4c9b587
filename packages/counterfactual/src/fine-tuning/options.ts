import { z } from 'zod';

export const fineTuningSchema = z.strictObject({
  /** Where targets come from; see `TargetRule`. */
  targets: z.enum(['hard', 'soft', 'soft-continuous', 'matched', 'smoothed']),
  updates: z.int().positive(),
  batchSize: z.int().positive().default(64),
  learningRate: z.number().positive().default(3e-4),
  weightDecay: z.number().nonnegative().default(0),
  /** Train the decoder alone, as counterfactual contrastive learning does. */
  decoderOnly: z.boolean().default(false),
  /** Nodes to intervene on; all if absent. */
  intervene: z.array(z.string()).min(1).optional(),
  /** One node of a batch at a time (as published), or each with a probability of ½. */
  interventions: z.enum(['one', 'several']).default('one'),
  sampling: z.enum(['permuted', 'marginal', 'forced', 'conditional']).default('permuted'),
  /** Share of probability spread over all classes, under `smoothed`. */
  smoothing: z.number().min(0).max(1).default(0.1),
  /** Weight of each attribute's loss; 1 if absent. */
  weights: z.record(z.string(), z.number().nonnegative()).default({}),
  /** Weight of the KL terms, as in the model's training. */
  beta: z.number().nonnegative().default(1),
  /** By how much −ELBO may exceed the model's own, as a share. */
  tolerance: z.number().nonnegative().default(0.005),
  multiplierRate: z.number().positive().default(0.1),
  damping: z.number().nonnegative().default(10),
  /** False for the published damping, which may reward a worse bound. */
  clamped: z.boolean().default(true),
  /** t_z and t_u while tuning. */
  latentTemperature: z.number().nonnegative().default(1),
  pixelNoise: z.number().nonnegative().default(1),
  /** Decay of the averaged weights. */
  average: z.number().min(0).max(1).default(0.99),
});

export type FineTuningOptions = z.input<typeof fineTuningSchema>;
export type FineTuningSettings = z.output<typeof fineTuningSchema>;
