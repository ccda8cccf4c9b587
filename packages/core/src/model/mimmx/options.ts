import { z } from 'zod';
import { option } from '../../contracts/index.ts';
import { pluginChoice, untyped } from '../../registry/index.ts';

/** Options of the method `mimm-x`. Each says whether it is published, inferred from the family, or ours. */
export const mimmxSchema = z.strictObject({
  /** Width of f_y. One number is enough to tell two classes apart and leaves little room for anything else. Ours. */
  primaryWidth: z.number().int().positive().default(1),
  /** Width of each f_zi: one number for all or one for each. Published: 2. */
  confounderWidth: z.union([z.number().int().positive(), z.array(z.number().int().positive())]).default(2),
  /** Hidden units of the heads; 0 = linear. */
  headHidden: z.number().int().nonnegative().default(0),
  /** Standardises every feature over the batch, so that none can hide by shrinking or make critics diverge. Ours. */
  standardise: z.boolean().default(true),
  /** What f_y may carry at most. Ours. */
  bottleneck: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('none') }),
      z.strictObject({ kind: z.literal('noise'), sd: z.number().positive().default(0.3) }),
      z.strictObject({ kind: z.literal('quantised'), levels: z.number().int().min(2).max(256).default(8) }),
    ])
    .default({ kind: 'none' }),
  estimator: option(pluginChoice('estimator'), {
    default: untyped('mine'),
    description: 'Estimator of the MI term. Published: MINE.',
  }),
  /** What f_y is held against: the confounders' features (published), their labels (ours), or both. */
  against: z.enum(['features', 'labels', 'both']).default('features'),
  /**
   * `each`: f_y against every confounder, and their mean (published). `chain`: every slice against all that follow it,
   * N estimators whose sum is the total correlation (thesis).
   */
  form: z.enum(['each', 'chain']).default('each'),
  /** Weight of the mean MI between pairs f_zi, f_zj. Thesis: 1 (of three pairs); N(N−1)/2 further estimators. */
  pairs: z.number().nonnegative().default(0),
  /** Distribution under which the MI is taken: as drawn (published), within each class of y, or importance-weighted to equal groups (ours). */
  expectation: z.enum(['marginal', 'within-y', 'reweighted']).default('within-y'),
  /** Largest importance weight relative to the mean, for `reweighted`. */
  maxWeight: z.number().gt(1).default(20),
  /** How batches are drawn. `within-y` needs any but `uniform`. */
  sampling: z.enum(['uniform', 'stratified', 'group-balanced', 'overlap']).default('group-balanced'),
  /**
   * Weight λ of the MI term after balancing. If absent N/4: with `gradient-ratio` every confounder may then push the
   * encoder a quarter as hard as the tasks do. Published: 1 for N = 2. Ours.
   */
  lambda: z.number().nonnegative().optional(),
  /** Weight of the mean of the confounders' losses against the loss of y. */
  confounderLoss: z.number().nonnegative().default(1),
  weighter: option(pluginChoice('weighter'), {
    default: untyped('attention-concat'),
    description:
      'How confounders are combined. By default all features side by side before one critic, scaled by attention: what f_y tells of several confounders together is then seen as well, which counts from three on. Form ours, attention inferred.',
  }),
  balancer: option(pluginChoice('balancer'), {
    default: untyped('gradient-ratio'),
    description: 'How task and MI terms are scaled against each other. Thesis: gradient-ratio.',
  }),
  /** Where gradient norms are taken: on the features (one backward pass in all) or on the encoder's parameters (thesis). */
  normsAt: z.enum(['features', 'parameters']).default('features'),
  /** Estimator steps per encoder step. Thesis: 5 for 1 or 2. */
  estimatorSteps: z.number().int().positive().default(4),
  /** Whether estimator steps draw batches of their own (published) or use the encoder step's features again. */
  freshBatches: z.boolean().default(false),
  /** Learning rate of the estimators; the run's if absent. */
  estimatorLearningRate: z.number().positive().optional(),
  /** Largest gradient norm of an estimator step. */
  estimatorClip: z.number().positive().default(5),
  /** Batches whose features the estimators learn from once more; 0 = none. Not with `freshBatches`. Ours. */
  replay: z.number().int().nonnegative().default(0),
  /** Encoder updates after which critics begin anew, one of every pair's `critics` at a time; 0 = never. Ours. */
  restartEvery: z.number().int().nonnegative().default(0),
  /** Independent critics for every pair, of which the largest estimate counts. */
  critics: z.number().int().positive().default(1),
});

export type MimmxInput = z.input<typeof mimmxSchema>;
/** The options with everything decided that was left open. */
export type MimmxSettings = z.output<typeof mimmxSchema> & { readonly lambda: number };
