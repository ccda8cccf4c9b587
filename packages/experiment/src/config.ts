import { shapeSchema, validate } from '@mimmx/core';
import { dataSchema } from '@mimmx/data';
import { z } from 'zod';
import { checkMethodNames, refuseHiddenKeys, seedList } from './config-rules.ts';

/** Greatest numbers: beyond them is a slip of the finger, and memory or days would go before anybody hears of it. */
const MOST = { updates: 1e9, batch: 100_000, width: 65_536, resamples: 1e6, patients: 1e7 } as const;
const updates = z.number().int().max(MOST.updates);
const width = z.number().int().max(MOST.width);

const choice = z.union([
  z.string().transform((name) => ({ name, options: {} as Record<string, unknown> })),
  z.strictObject({ name: z.string(), options: z.record(z.string(), z.unknown()).default({}) }),
]);

/** The whole of a run, one object. Unknown keys are errors, everywhere. */
export const experimentSchema = z.strictObject({
  /** Name of the run and of its folder under `runs/`. */
  name: z
    .string()
    .regex(/^[\w][\w.-]*$/, 'use letters, digits, ".", "_" and "-"')
    .default('run'),
  /** What the run is to find out, one sentence for the report. */
  question: z.string().default(''),
  /** Plugin packages to load, by name, besides those that come with the command. */
  plugins: z.array(z.string()).default([]),
  /**
   * Patients and files under other names in all that is written: `true` with the user's own key, or that of a file. The
   * table that leads back is kept apart.
   */
  pseudonymise: z.union([z.boolean(), z.strictObject({ key: z.string().min(1) })]).optional(),
  /** Compute backend by name; the best available if absent. */
  backend: choice.optional(),
  /** Each method is trained once per seed. */
  seeds: seedList.default([0]),
  dataset: choice,
  /** Task, split and shifts: see `dataSchema`. */
  data: dataSchema,
  encoder: choice,
  /**
   * Widths and form of features and heads, the same for every method: leakage and accuracy compare like with like. A
   * method's own options may differ, and the record says so.
   */
  network: z
    .strictObject({
      /** Width of f_y; by default as wide as a linear head needs: K − 1 for K classes, 1 for a continuous y. */
      primaryWidth: width.positive().optional(),
      /** Width of each f_zi: one number for all or one for each. */
      confounderWidth: z.union([width.positive(), z.array(width.positive())]).default(2),
      /** Hidden units of the heads; 0 = linear. */
      headHidden: width.nonnegative().default(0),
      /** Standardises every feature over the batch. */
      standardise: z.boolean().default(true),
      /** What f_y may carry at most; by default a channel where its width is left to the task and is more than one. */
      bottleneck: shapeSchema.shape.bottleneck,
    })
    .prefault({}),
  /** Trainings to compare: the name shown in tables → the method and its options. */
  methods: z
    .record(
      z.string(),
      z.strictObject({
        method: z.string().optional(),
        options: z.record(z.string(), z.unknown()).default({}),
        /** Starts from the trained weights of another method of this config, seed by seed. */
        from: z.string().optional(),
      }),
    )
    .superRefine((methods, { addIssue }) => checkMethodNames(Object.keys(methods), addIssue)),
  training: z
    .strictObject({
      /** Encoder updates, the same for every method. */
      updates: updates.positive().default(2000),
      batchSize: z.number().int().positive().max(MOST.batch).default(128),
      learningRate: z.number().positive().default(1e-3),
      /**
       * `adamw`: Adam with weight decay apart from the gradient. `adam`: with the decay as a gradient, as most published
       * protocols have it. `sgd`: gradient descent with momentum and the same decay.
       */
      optimiser: z.enum(['adamw', 'adam', 'sgd']).default('adamw'),
      /** Of `sgd`. */
      momentum: z.number().min(0).lt(1).default(0.9),
      /** Nesterov's form of `sgd`. */
      nesterov: z.boolean().default(false),
      /**
       * `cosine`: the encoder's learning rate falls to zero along half a cosine (Loshchilov & Hutter, 2017). `step`: times
       * `decayFactor` at each of `decayAt`.
       */
      schedule: z.enum(['constant', 'cosine', 'step']).default('constant'),
      /** Of `step`: shares of the updates, e.g. [0.5, 0.75]. */
      decayAt: z.array(z.number().gt(0).lt(1)).default([1 / 3, 2 / 3]),
      /** Of `step`. */
      decayFactor: z.number().positive().max(1).default(0.1),
      /** Decoupled with `adamw`, a gradient of its own with `adam` and `sgd`. */
      weightDecay: z.number().nonnegative().default(0),
      /** Updates between two lines of `metrics.jsonl`. */
      logEvery: updates.positive().default(20),
      /** Updates between two checkpoints at most. */
      checkpointEvery: updates.positive().default(500),
      /** Minutes between two checkpoints at most. */
      checkpointMinutes: z.number().positive().default(5),
      /** Updates between two looks at validation data, where the selection rule needs them; a twentieth of all if absent. */
      validateEvery: updates.positive().optional(),
      /** Stops when so many looks in a row were no better by the selection rule; never if absent. */
      patience: updates.positive().optional(),
      /** Updates between two looks at held-out data with fresh probes; 0 = never. */
      watchEvery: updates.nonnegative().default(0),
    })
    .prefault({}),
  evaluation: z
    .strictObject({
      /**
       * Rule that picks the weights that are judged: `last`, `validation-mean`, `validation-worst-group`,
       * `validation-worst-class`, `validation-loss`, `least-leakage-within`, or a plugin's. All but `last` need
       * `data.split.validation`.
       */
      select: z.string().default('last'),
      /** Bootstrap resamples of each interval. */
      bootstrap: z.number().int().nonnegative().max(MOST.resamples).default(1000),
      /** Coverage of the intervals. */
      level: z.number().gt(0).lt(1).default(0.95),
      batchSize: z.number().int().positive().max(MOST.batch).default(500),
      /** Most patients whose features the probes of leakage see, drawn at random. */
      probePatients: z.number().int().min(20).max(MOST.patients).default(10_000),
    })
    .prefault({}),
});

/** What a user may write. */
export type ExperimentInput = z.input<typeof experimentSchema>;
/** The same with every default filled in. */
export type ExperimentConfig = z.output<typeof experimentSchema>;

/** Types a config file: `export default defineConfig({ … })`. */
export const defineConfig = (config: ExperimentInput): ExperimentInput => config;

/** Checks a config and fills in its defaults. @throws E_OPTION with the path and a suggestion */
export const resolveConfig = (config: unknown): ExperimentConfig => {
  refuseHiddenKeys(config);
  return validate(experimentSchema, config, 'Config');
};
