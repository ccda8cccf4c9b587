import { z } from 'zod';
import { option, options, space } from '../../contracts/index.ts';
import { pluginChoice, untyped } from '../../registry/index.ts';
import { shapeSchema } from '../shape.ts';

/** How the weight of the MI term is found. */
const weightSchema = z.discriminatedUnion('kind', [
  options({
    kind: option(z.literal('fixed'), { description: 'The same throughout.' }),
    lambda: option(z.number().nonnegative(), {
      description: 'Weight λ of the MI term after balancing. Published: 1 for N = 2.',
      space: space.logUniform(0.03, 3),
    }),
  }),
  options({
    kind: option(z.literal('association'), {
      description:
        'λ = each · Σ_i V_i, with V_i how closely confounder i goes with y in the training images (Cramér’s V, 0 to 1): a confounder that says nothing of y is no shortcut, and nothing is paid for it. It rises from 0 with the updates, so that y is learned first. Ours.',
    }),
    each: option(z.number().nonnegative(), {
      default: 0.5,
      description:
        "What each confounder may push the encoder if it tells y for sure, in units of the tasks' gradient.",
      space: space.logUniform(0.1, 2),
    }),
    rise: option(z.number().min(0).max(1), {
      default: 0.5,
      description: 'Share of the updates in which the weight rises from 0 to λ.',
      space: space.uniform(0, 1),
    }),
  }),
  options({
    kind: option(z.literal('bound'), {
      description:
        'As large as it takes to hold the term below a bound, and 0 where it stays below by itself: a Lagrange multiplier (Platt & Barr, 1987). What is held against the bound is the estimate on batches of which the critics have learned nothing yet. Ours for this use.',
    }),
    nats: option(z.number().positive(), {
      default: 0.02,
      description:
        "Most that f_y may say of the confounders given y, in nats (an index where the estimator's unit is one).",
      space: space.logUniform(0.005, 0.2),
    }),
    release: option(z.number().positive(), {
      default: 1 / 3,
      description:
        'Share of the updates in which the multiplier falls from its limit to 0 where f_y says nothing at all.',
    }),
    damping: option(z.number().nonnegative(), {
      default: 10,
      description: 'What is added to the multiplier at once, per nat above the bound.',
    }),
    start: option(z.number().nonnegative(), {
      default: 0,
      description:
        'Multiplier at the start. Above 0 the term pushes before shortcuts are learned and lets go once the bound is met, which costs accuracy where there are none.',
    }),
    limit: option(z.number().positive(), {
      default: 1,
      description: 'Largest weight: what is done at most for a bound that cannot be met.',
    }),
  }),
]);

/** Bound on the conditional rate of the channel. Same multiplier; its weight is on nats against nats, and small. */
const rateSchema = options({
  nats: option(z.number().nonnegative(), {
    default: 1,
    description:
      'Most that f_y may say beyond y of anything at all, in nats. An upper bound on what it says of any confounder.',
    space: space.logUniform(0.1, 10),
  }),
  rate: option(z.number().positive(), {
    default: 0.001,
    description: 'What is added to the multiplier at each step, per nat above the bound.',
  }),
  damping: option(z.number().nonnegative(), {
    default: 0.1,
    description: 'What is added to the multiplier at once, per nat above the bound.',
  }),
  limit: option(z.number().positive(), {
    default: 0.03,
    description: 'Largest weight: what is done at most for a bound that cannot be met.',
  }),
});

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
  weight: option(weightSchema, {
    absent: 'by what goes with y in the training images',
    description:
      'Weight of the MI term after balancing: by what goes with y in the training images, found by a bound in nats, or fixed.',
  }),
  lambda: option(z.number().nonnegative(), {
    absent: 'as `weight` says',
    description: "Short for `weight: { kind: 'fixed', lambda }`. Published: 1 for N = 2.",
    space: space.logUniform(0.03, 3),
  }),
  rate: option(rateSchema, {
    absent:
      "1 nat where the channel is the run's, `expectation` is `within-y` and the term has a weight; else none",
    description:
      "Bound on what the channel lets through beyond y. Needs `bottleneck: { kind: 'channel' }`. Ours.",
  }),
  mix: option(z.boolean(), {
    default: false,
    description:
      'Mixes half of the images with others of their class of y, so that the few images of rare groups are not learned by heart (intra-label LISA; Yao et al., 2022).',
    space: space.choice(false, true),
  }),
  scaledBy: option(z.enum(['tasks', 'y']), {
    absent: 'that of y with a bound, all heads’ with a fixed weight',
    description:
      "Whose gradient `gradient-ratio` holds the MI term's against: all heads' (thesis) or that of y alone (ours).",
    space: space.choice('tasks', 'y'),
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
/** The weight if nothing is said: by what goes with y in the training images, rising over half of the updates. */
export const usualWeight = weightSchema.parse({ kind: 'association' });
/** The bound on the rate of a channel that nobody asked for. */
export const usualRate = rateSchema.parse({});

export type MimmxOptions = z.output<typeof mimmxSchema>;
