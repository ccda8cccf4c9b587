import { z } from 'zod';
import { shapeSchema } from '../shape.ts';

const choice = (name: string) =>
  z
    .union([
      z.string().transform((chosen) => ({ name: chosen, options: {} as Record<string, unknown> })),
      z.strictObject({ name: z.string(), options: z.record(z.string(), z.unknown()).default({}) }),
    ])
    .prefault(name);

/** How the weight of the MI term is found. */
const weightSchema = z.discriminatedUnion('kind', [
  /** The same throughout. Published: 1 for N = 2. */
  z.strictObject({ kind: z.literal('fixed'), lambda: z.number().nonnegative() }),
  /**
   * λ = each · Σ_i V_i, with V_i how closely confounder i goes with y in the training images (Cramér's V, 0 to 1): a
   * confounder that says nothing of y is no shortcut, and nothing is paid for it. It rises from 0 with the updates, so
   * that y is learned first. Ours.
   */
  z.strictObject({
    kind: z.literal('association'),
    /** What each confounder may push the encoder if it tells y for sure, in units of the tasks' gradient. */
    each: z.number().nonnegative().default(0.5),
    /** Share of the updates in which the weight rises from 0 to λ. */
    rise: z.number().min(0).max(1).default(0.5),
  }),
  /**
   * As large as it takes to hold the term below a bound, and 0 where it stays below by itself: a Lagrange multiplier
   * (Platt & Barr, 1987). What is held against the bound is the estimate on batches of which the critics have learned
   * nothing yet. Ours for this use.
   */
  z.strictObject({
    kind: z.literal('bound'),
    /** Most that f_y may say of the confounders given y, in nats (an index where the estimator's unit is one). */
    nats: z.number().positive().default(0.02),
    /** Share of the updates in which the multiplier falls from its limit to 0 where f_y says nothing at all. */
    release: z
      .number()
      .positive()
      .default(1 / 3),
    /** What is added to the multiplier at once, per nat above the bound. */
    damping: z.number().nonnegative().default(10),
    /**
     * Multiplier at the start. Above 0 the term pushes before shortcuts are learned and lets go once the bound is met,
     * which costs accuracy where there are none.
     */
    start: z.number().nonnegative().default(0),
    /** Largest weight: what is done at most for a bound that cannot be met. */
    limit: z.number().positive().default(1),
  }),
]);

/** Bound on the conditional rate of the channel. Same multiplier; its weight is on nats against nats, and small. */
const rateSchema = z.strictObject({
  /** Most that f_y may say beyond y of anything at all, in nats. An upper bound on what it says of any confounder. */
  nats: z.number().nonnegative().default(1),
  rate: z.number().positive().default(0.001),
  damping: z.number().nonnegative().default(0.1),
  limit: z.number().positive().default(0.03),
});

/** Options of the method `mimm-x`. Each says whether it is published, inferred from the family, or ours. */
export const mimmxSchema = z.strictObject({
  ...shapeSchema.shape,
  /** Estimator of the MI term. Published: MINE. */
  estimator: choice('mine'),
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
   * Weight of the MI term after balancing: by what goes with y in the training images (if absent), by a bound in nats,
   * or fixed.
   */
  weight: weightSchema.optional(),
  /** Short for `weight: { kind: 'fixed', lambda }`. */
  lambda: z.number().nonnegative().optional(),
  /** Bound on what the channel lets through beyond y; none if absent beside a bottleneck that is given. Needs `bottleneck: { kind: 'channel' }`. Ours. */
  rate: rateSchema.optional(),
  /**
   * Mixes half of the images with others of their class of y, so that the few images of rare groups are not learned by
   * heart (intra-label LISA; Yao et al., 2022).
   */
  mix: z.boolean().default(false),
  /**
   * Whose gradient `gradient-ratio` holds the MI term's against: all heads' (thesis) or that of y alone (ours). If
   * absent that of y with a bound, all heads' with a fixed weight.
   */
  scaledBy: z.enum(['tasks', 'y']).optional(),
  /** Weight of the mean of the confounders' losses against the loss of y. */
  confounderLoss: z.number().nonnegative().default(1),
  /**
   * How confounders are combined. By default all features side by side before one critic, scaled by attention: what
   * f_y tells of several confounders together is then seen as well, which counts from three on. Form ours, attention
   * inferred.
   */
  weighter: choice('attention-concat'),
  /** How task and MI terms are scaled against each other. Thesis: gradient-ratio. */
  balancer: choice('gradient-ratio'),
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
/** The weight if nothing is said: by what goes with y in the training images, rising over half of the updates. */
export const usualWeight = weightSchema.parse({ kind: 'association' });
/** The bound on the rate of a channel that nobody asked for. */
export const usualRate = rateSchema.parse({});

export type MimmxOptions = z.output<typeof mimmxSchema>;
