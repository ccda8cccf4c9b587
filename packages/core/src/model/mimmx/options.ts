import { z } from 'zod';
import { option, options, space } from '../../contracts/index.ts';
import { pluginChoice, untyped } from '../../registry/index.ts';
import { shapeSchema } from '../shape.ts';

/** Options of the method `mimm-x`. Each says whether it is published, inferred from the family, or ours. */
export const mimmxSchema = options({
  ...shapeSchema.shape,
  estimator: option(pluginChoice('estimator'), {
    default: untyped('mine'),
    description: 'Estimator of the MI term. Published: MINE.',
  }),
  against: option(z.enum(['features', 'labels', 'both']), {
    default: 'features',
    description:
      "What f_y is held against: the confounders' features (published), their labels (ours), or both.",
    space: space.choice('features', 'labels', 'both'),
  }),
  form: option(z.enum(['each', 'chain']), {
    default: 'each',
    description:
      '`each`: f_y against every confounder, and their mean (published). `chain`: every slice against all that follow it, N estimators whose sum is the total correlation (thesis).',
    space: space.choice('each', 'chain'),
  }),
  pairs: option(z.number().nonnegative(), {
    default: 0,
    description:
      'Weight of the mean MI between pairs f_zi, f_zj. Thesis: 1 (of three pairs); N(N−1)/2 further estimators.',
    space: space.choice(0, 0.5, 1),
  }),
  expectation: option(z.enum(['marginal', 'within-y', 'reweighted']), {
    default: 'within-y',
    description:
      'Distribution under which the MI is taken: as drawn (published), within each class of y, or importance-weighted to equal groups (ours).',
    space: space.choice('marginal', 'within-y', 'reweighted'),
  }),
  maxWeight: option(z.number().gt(1), {
    default: 20,
    description: 'Largest importance weight relative to the mean, for `reweighted`.',
  }),
  sampling: option(z.enum(['uniform', 'stratified', 'group-balanced', 'overlap']), {
    default: 'group-balanced',
    description: 'How batches are drawn. `within-y` needs any but `uniform`.',
  }),
  lambda: option(z.number().nonnegative(), {
    absent:
      'N/4, N the number of confounders: with `gradient-ratio` every confounder may then push the encoder a quarter as hard as the tasks do (ours)',
    description: 'Weight λ of the MI term after balancing. Published: 1 for N = 2.',
    space: space.logUniform(0.03, 3),
  }),
  confounderLoss: option(z.number().nonnegative(), {
    default: 1,
    description: "Weight of the mean of the confounders' losses against the loss of y.",
    space: space.logUniform(0.1, 10),
  }),
  weighter: option(pluginChoice('weighter'), {
    default: untyped('attention-concat'),
    description:
      'How confounders are combined. By default all features side by side before one critic, scaled by attention: what f_y tells of several confounders together is then seen as well, which counts from three on. Form ours, attention inferred.',
  }),
  balancer: option(pluginChoice('balancer'), {
    default: untyped('gradient-ratio'),
    description: 'How task and MI terms are scaled against each other. Thesis: gradient-ratio.',
  }),
  normsAt: option(z.enum(['features', 'parameters']), {
    default: 'features',
    description:
      "Where gradient norms are taken: on the features (one backward pass in all) or on the encoder's parameters (thesis).",
    space: space.choice('features', 'parameters'),
  }),
  estimatorSteps: option(z.number().int().positive(), {
    default: 4,
    description: 'Estimator steps per encoder step. Thesis: 5 for 1 or 2.',
    space: space.logInteger(1, 16),
  }),
  freshBatches: option(z.boolean(), {
    default: false,
    description:
      "Whether estimator steps draw batches of their own (published) or use the encoder step's features again.",
    space: space.choice(false, true),
  }),
  estimatorLearningRate: option(z.number().positive(), {
    absent: "the run's",
    description: 'Learning rate of the estimators.',
    space: space.logUniform(1e-4, 1e-2),
  }),
  estimatorClip: option(z.number().positive(), {
    default: 5,
    description: 'Largest gradient norm of an estimator step.',
    space: space.logUniform(0.5, 50),
  }),
  replay: option(z.number().int().nonnegative(), {
    default: 0,
    description:
      'Batches whose features the estimators learn from once more; 0 for none. Not with `freshBatches`. Ours.',
  }),
  restartEvery: option(z.number().int().nonnegative(), {
    default: 0,
    description:
      "Encoder updates after which critics begin anew, one of every pair's `critics` at a time; 0 for never. Ours.",
  }),
  critics: option(z.number().int().positive(), {
    default: 1,
    description: 'Independent critics for every pair, of which the largest estimate counts.',
    space: space.choice(1, 2, 4),
  }),
});

export type MimmxInput = z.input<typeof mimmxSchema>;
/** The options with everything decided that was left open. */
export type MimmxSettings = z.output<typeof mimmxSchema> & { readonly lambda: number };
