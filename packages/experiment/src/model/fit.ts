import { type Backend, corePlugin, createRegistry, definePlugin, MimmxError, type Plugin } from '@mimmx/core';
import { evaluationPlugin } from '@mimmx/evaluation';
import { type ExperimentInput, resolveConfig } from '../config.ts';
import type { OnProgress } from '../progress.ts';
import { createDataPool } from '../trial/data-pool.ts';
import { memoryTrials } from '../trial/memory-store.ts';
import { trialsOf } from '../trial/plan.ts';
import { runTrial } from '../trial/run-trial.ts';
import { type Arrays, fromArrays } from './from-arrays.ts';
import { type Model, openModel } from './model.ts';

/** A plugin by name, or with options. */
type Named = string | { readonly name: string; readonly options?: Readonly<Record<string, unknown>> };

/** What to train, on what. Everything but the arrays and the method has a default. */
export interface FitOptions extends Arrays {
  /** E.g. `'mimm-x'`, `'erm'`, or with options `{ name: 'mimm-x', options: { lambda: 2 } }`. */
  readonly method: Named;
  /** `small-cnn` if absent. */
  readonly encoder?: Named;
  /** As in a config: `{ updates, batchSize, learningRate, … }`. */
  readonly training?: ExperimentInput['training'];
  readonly network?: ExperimentInput['network'];
  readonly augment?: ExperimentInput['data']['augment'];
  /** Fraction of the patients that the weights are selected on by `select`; none if absent. */
  readonly validation?: number;
  /** Rule that picks the weights, e.g. `validation-mean`; `last` if absent. */
  readonly select?: string;
  readonly seed?: number;
  readonly onProgress?: OnProgress;
  /** Stops after the current update. */
  readonly signal?: AbortSignal;
}

/** What a fit computes with. */
export interface FitSetting {
  /** Besides core's. */
  readonly plugins: readonly Plugin[];
  /** Set up already: its engine is the current one. */
  readonly backend: Backend;
}

const choiceOf = (named: Named) =>
  typeof named === 'string' ? { name: named, options: {} } : { options: {}, ...named };

/**
 * Trains one method on all the arrays, as they are found, and gives the trained model.
 *
 * @throws E_ARRAYS, E_OPTION, E_UNKNOWN_NAME, E_NAN_LOSS, E_INTERRUPTED, and what the method refuses
 */
export async function fitArrays(options: FitOptions, { plugins, backend }: FitSetting): Promise<Model> {
  const mine = fromArrays(options);
  const registry = createRegistry().use(corePlugin).use(evaluationPlugin);
  for (const plugin of plugins) registry.use(plugin);
  registry.use(definePlugin({ name: 'arrays in memory', provides: [mine] }));
  const { name, options: own } = choiceOf(options.method);
  const { validation = 0, select = 'last', seed = 0 } = options;
  if (select !== 'last' && !(validation > 0)) {
    throw new MimmxError(
      'E_SELECTION_NEEDS',
      `The rule "${select}" needs validation data. Give validation, e.g. 0.2, or select by "last".`,
    );
  }
  const config = resolveConfig({
    name: 'fit',
    dataset: mine.name,
    encoder: choiceOf(options.encoder ?? 'small-cnn'),
    methods: { [name]: { options: own } },
    seeds: [seed],
    data: {
      task: mine.task,
      split: { train: 1, test: 0, validation },
      train: 'natural',
      shifts: {},
      ...(options.augment ? { augment: options.augment } : {}),
    },
    ...(options.network ? { network: options.network } : {}),
    ...(options.training ? { training: options.training } : {}),
    evaluation: { select },
  });
  registry.check('method', name, own);
  registry.check('encoder', config.encoder.name, config.encoder.options);
  const [trial] = trialsOf(config);
  const store = memoryTrials();
  const data = createDataPool(registry, '.');
  const { onProgress = () => {}, signal } = options;
  try {
    const result = await runTrial(trial!, { registry, backend, store, data, onProgress, signal });
    const weights = await store.weights(trial!.id);
    return await openModel(
      { config, trial: trial!, weights: weights!, result: result! },
      { registry, backend },
    );
  } finally {
    await data.close();
  }
}
