import {
  type Kind,
  option,
  options,
  pluginChoice,
  type ResolvedChoice,
  shapeSchema,
  space,
  validate,
} from '@mimmx/core';
import { dataSchema } from '@mimmx/data';
import { z } from 'zod';
import { checkMethodNames, refuseHiddenKeys, seedList } from './config-rules.ts';

/** A plugin by name, as a program may put it together: names and options are checked when the run starts. */
type AnyChoice = string | { readonly name: string; readonly options?: Readonly<Record<string, unknown>> };
const choiceOf = (kind: Kind) => pluginChoice(kind) as z.ZodType<ResolvedChoice, AnyChoice>;

/** Fewer resamples than 40 have no 2.5th percentile: an interval may leave its own estimate out. */
const isEnough = (resamples: number): boolean => resamples === 0 || resamples >= 40;

/** Greatest numbers: beyond them is a slip of the finger, and memory or days would go before anybody hears of it. */
const MOST = { updates: 1e9, batch: 100_000, width: 65_536, resamples: 1e6, patients: 1e7 } as const;
const updates = z.number().int().max(MOST.updates);
const width = z.number().int().max(MOST.width);

/** The whole of a run, one object. Unknown keys are errors, everywhere. */
export const experimentSchema = options({
  name: option(z.string().regex(/^[\w][\w.-]*$/, 'use letters, digits, ".", "_" and "-"'), {
    default: 'run',
    description: 'Name of the run and of its folder under `runs/`.',
  }),
  question: option(z.string(), {
    default: '',
    description: 'What the run is to find out, one sentence for the report.',
  }),
  plugins: option(z.array(z.string()), {
    default: [],
    description:
      'Plugin packages to load besides those that come with the command: by name or path, or, in TypeScript and JavaScript, as values that the config imports.',
  }),
  pseudonymise: option(
    z.union([
      z.boolean(),
      options({ key: option(z.string().min(1), { description: 'Secret of the keyed hash.' }) }),
    ]),
    {
      absent: 'names as the tables have them',
      description:
        'Patients and files under other names in all that is written: `true` with your own key, or that of a file. The table that leads back is kept apart.',
    },
  ),
  loggers: option(z.array(choiceOf('logger')), {
    default: [],
    description:
      'Where the numbers of trainings go besides the run: `csv`, `tensorboard`, `wandb`, `mlflow`, or a plugin’s. They decide no result: a run may go on with others.',
  }),
  backend: option(choiceOf('backend'), {
    absent: 'the best available',
    description: 'Compute backend by name.',
  }),
  seeds: option(seedList, {
    default: [0],
    description: 'Each method is trained once per seed.',
  }),
  dataset: option(choiceOf('dataset'), { description: 'Where the images and their table come from.' }),
  data: option(dataSchema, { description: 'What is learned, from which images, under which correlations.' }),
  encoder: option(choiceOf('encoder'), {
    description: 'The network that reads an image, the same for every method.',
  }),
  network: option(
    options({
      primaryWidth: option(width.positive(), {
        absent: 'as wide as a linear head needs: K − 1 for K classes, 1 for a continuous y',
        description: 'Width of f_y. A wider one leaves room for more than y.',
        space: space.choice(1, 2, 4, 8, 16),
      }),
      confounderWidth: option(z.union([width.positive(), z.array(width.positive())]), {
        default: 2,
        description: 'Width of each f_zi: one number for all or one for each. Published: 2.',
        space: space.choice(1, 2, 4, 8),
      }),
      headHidden: option(width.nonnegative(), {
        default: 0,
        description: 'Hidden units of the heads; 0 for linear heads.',
        space: space.choice(0, 16, 64),
      }),
      standardise: option(z.boolean(), {
        default: true,
        description:
          'Standardises every feature over the batch, so that none can hide by shrinking or make critics diverge. Ours.',
        space: space.choice(true, false),
      }),
      bottleneck: option(shapeSchema.shape.bottleneck.unwrap(), {
        absent: 'a channel where the width of f_y is left to the task and is more than one, else none',
        description: 'What f_y may carry at most. Ours.',
      }),
    }),
    {
      default: {},
      description:
        "Widths and form of features and heads, the same for every method: leakage and accuracy compare like with like. A method's own options may differ, and the record says so.",
    },
  ),
  methods: option(
    z
      .record(
        z.string(),
        options({
          method: option(z.string(), {
            absent: 'the entry’s own name',
            description: 'Method by name, where the entry is called otherwise.',
          }),
          options: option(z.record(z.string(), z.unknown()), {
            default: {},
            description: 'Options of the method.',
          }),
          from: option(z.string(), {
            absent: 'from fresh weights',
            description:
              'Another method of this config, from whose trained weights this one starts, seed by seed.',
          }),
        }),
      )
      .superRefine((methods, { addIssue }) => checkMethodNames(Object.keys(methods), addIssue)),
    { description: 'Trainings to compare: the name shown in tables → the method and its options.' },
  ),
  training: option(
    options({
      updates: option(updates.positive(), {
        default: 2000,
        description: 'Encoder updates, the same for every method.',
      }),
      batchSize: option(z.number().int().positive().max(MOST.batch), {
        default: 128,
        description: 'Images of one update.',
        space: space.choice(32, 64, 128, 256),
      }),
      microBatch: option(z.number().int().positive().max(MOST.batch), {
        absent: 'all images of a batch',
        description:
          'Images of a batch that pass through the encoder together, where all do not fit into memory: a third more time, and the same gradients, but for batch normalisation, which then takes its statistics from so many.',
      }),
      learningRate: option(z.number().positive(), {
        default: 1e-3,
        description: 'Of the encoder and its heads (Adam), at the start.',
        space: space.logUniform(1e-5, 1e-2),
      }),
      optimiser: option(z.enum(['adamw', 'adam', 'sgd']), {
        default: 'adamw',
        description:
          '`adamw`: Adam with weight decay apart from the gradient. `adam`: with the decay as a gradient, as most published protocols have it. `sgd`: gradient descent with momentum and the same decay.',
        space: space.choice('adamw', 'adam', 'sgd'),
      }),
      momentum: option(z.number().min(0).lt(1), { default: 0.9, description: 'Of `sgd`.' }),
      nesterov: option(z.boolean(), { default: false, description: "Nesterov's form of `sgd`." }),
      schedule: option(z.enum(['constant', 'cosine', 'step']), {
        default: 'constant',
        description:
          "`cosine`: the encoder's learning rate falls to zero along half a cosine (Loshchilov & Hutter, 2017). `step`: times `decayFactor` at each of `decayAt`.",
        space: space.choice('constant', 'cosine', 'step'),
      }),
      decayAt: option(z.array(z.number().gt(0).lt(1)), {
        default: [1 / 3, 2 / 3],
        description: 'Of `step`: shares of the updates, e.g. [0.5, 0.75].',
      }),
      decayFactor: option(z.number().positive().max(1), {
        default: 0.1,
        description: 'Of `step`: what the learning rate is multiplied by.',
      }),
      weightDecay: option(z.number().nonnegative(), {
        default: 0,
        description: 'Decoupled with `adamw`, a gradient of its own with `adam` and `sgd`.',
        space: space.logUniform(1e-6, 1),
      }),
      logEvery: option(updates.positive(), {
        default: 20,
        description: 'Updates between two lines of `metrics.jsonl`.',
      }),
      checkpointEvery: option(updates.positive(), {
        default: 500,
        description: 'Updates between two checkpoints at most.',
      }),
      checkpointMinutes: option(z.number().positive(), {
        default: 5,
        description: 'Minutes between two checkpoints at most.',
      }),
      validateEvery: option(updates.positive(), {
        absent: 'a twentieth of all',
        description: 'Updates between two looks at validation data, where the selection rule needs them.',
      }),
      patience: option(updates.positive(), {
        absent: 'never',
        description: 'Stops when so many looks in a row were no better by the selection rule.',
      }),
      watchEvery: option(updates.nonnegative(), {
        default: 0,
        description: 'Updates between two looks at held-out data with fresh probes; 0 for never.',
      }),
    }),
    { default: {}, description: 'The budget and the optimiser that every method shares.' },
  ),
  evaluation: option(
    options({
      select: option(z.string(), {
        default: 'last',
        description:
          "Rule that picks the weights that are judged: `last`, `validation-mean`, `validation-worst-group`, `validation-worst-class`, `validation-loss`, `least-leakage-within`, or a plugin's. All but `last` need `data.split.validation`.",
      }),
      measures: option(z.array(z.string()), {
        absent: 'those that every record holds',
        description:
          "Measures beside those that every record holds, by name: a plugin's, or one of the package's; with a wrapper, `worst-group NAME`, `gap NAME`, `min-max NAME`, `per-group NAME`.",
      }),
      bootstrap: option(
        z
          .number()
          .int()
          .nonnegative()
          .max(MOST.resamples)
          .refine(isEnough, 'give at least 40, or 0 for no intervals'),
        {
          default: 1000,
          description: 'Bootstrap resamples of each interval, at least 40; 0 for no intervals.',
        },
      ),
      level: option(z.number().gt(0).lt(1), { default: 0.95, description: 'Coverage of the intervals.' }),
      batchSize: option(z.number().int().positive().max(MOST.batch), {
        default: 500,
        description: 'Images that are read together when a model is tested.',
      }),
      probePatients: option(z.number().int().min(20).max(MOST.patients), {
        default: 10_000,
        description: 'Most patients whose features the probes of leakage see, drawn at random.',
      }),
    }),
    { default: {}, description: 'How trained models are tested.' },
  ),
});

/** What a user may write. */
export type ExperimentInput = z.input<typeof experimentSchema>;
/** The same with every default filled in. */
export type ExperimentConfig = z.output<typeof experimentSchema>;

/**
 * Checks a config and fills in its defaults. The key `$schema`, which editors read, is left out.
 *
 * @throws E_OPTION with all problems, each with its path and what was expected
 */
export function resolveConfig(config: unknown): ExperimentConfig {
  refuseHiddenKeys(config);
  return validate(experimentSchema, withoutSchemaKey(config), 'Config');
}

function withoutSchemaKey(config: unknown): unknown {
  refuseHiddenKeys(config);
  if (typeof config !== 'object' || config === null || !('$schema' in config)) return config;
  const { $schema: _, ...rest } = config;
  return rest;
}
