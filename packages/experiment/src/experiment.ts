import { type Backend, type Dataset, MimmxError, Random, type Registry } from '@mimmx/core';
import { leftOutNotes } from '@mimmx/data';
import type { ExperimentConfig } from './config.ts';
import { differencesOf, meanDifferences } from './differences.ts';
import { resolvedConfig } from './model/card.ts';
import type { OnProgress } from './progress.ts';
import { type Pseudonyms, requireNames } from './pseudonyms.ts';
import type { Summary } from './record.ts';
import { summaryOf } from './summarise.ts';
import { buildMethod, methodData } from './trial/build-method.ts';
import { createDataPool, type DataPool } from './trial/data-pool.ts';
import { fingerprint } from './trial/fingerprint.ts';
import { measuresOf, ruleOf } from './trial/judging.ts';
import { trialsOf } from './trial/plan.ts';
import { notesOf, type TrialSetting } from './trial/run-trial.ts';
import { runTrials } from './trial/run-trials.ts';
import type { TrialResult, TrialStore } from './trial/store.ts';
import type { Trial } from './trial/trial.ts';

/** Where the trials of a run are, and what becomes of them in the end. */
export interface ExperimentRun {
  readonly trials: TrialStore;
  /** Keeps the summary, and whatever is made from the finished trials. */
  conclude(conclusion: {
    readonly summary: Summary;
    readonly task: Summary['task'];
    readonly trials: readonly Trial[];
    readonly sets: readonly string[];
    readonly store: TrialStore;
  }): Promise<unknown>;
}

/** What an experiment needs besides its configuration. */
export interface ExperimentSetting {
  readonly registry: Registry;
  /** Set up already: its engine is the current one. */
  readonly backend: Backend;
  /** Opens the run, once it is certain that there is something to keep. */
  open(about: {
    /** Fingerprint of the data. */
    readonly data: string;
    readonly trials: readonly Trial[];
    /** The data under their own names. */
    readonly original: Dataset;
  }): Promise<ExperimentRun>;
  /** Folder that relative paths of the data set start from. */
  readonly root: string;
  /** What patients and images are called in the record: needed where the config asks for pseudonyms. */
  readonly names?: Pseudonyms | null;
  /** Does the trials: one after the other in this process if absent. */
  readonly run?: (trials: readonly Trial[], setting: TrialSetting) => Promise<readonly TrialResult[]>;
  /** Looks at the trained models while the data are still open, after the run was concluded. */
  readonly after?: (about: { readonly data: DataPool; readonly trials: readonly Trial[] }) => Promise<void>;
  readonly onProgress?: OnProgress;
  /** Stops after the current update, with a checkpoint. */
  readonly signal?: AbortSignal;
}

/**
 * Trains every method with every seed, judges each on every shift, and concludes the run. Finished trials of an earlier
 * start are not trained again; an unfinished one goes on from its checkpoint.
 *
 * @throws E_INTERRUPTED, E_NAN_LOSS, and the errors of data, plugins and store
 *
 * @example
 * const summary = await runExperiment(resolveConfig(input), { registry, backend, open: async () => memoryRun(), root: '.' });
 */
export async function runExperiment(config: ExperimentConfig, setting: ExperimentSetting): Promise<Summary> {
  const { registry, backend, onProgress = () => {}, signal } = setting;
  for (const [name, { method, options }] of Object.entries(config.methods)) {
    // A misspelt option should fail now, not after an hour of the other methods.
    registry.check('method', method ?? name, options);
  }
  const rule = ruleOf(registry, config.evaluation.select);
  const trials = trialsOf(config);
  onProgress({ kind: 'data', message: `Opening data set "${config.dataset.name}"` });
  requireNames(config, setting.names);
  const data = createDataPool(registry, setting.root, setting.names);
  try {
    const first = trials[0]!;
    const opened = await data.open(first);
    // Built once, so that an unknown estimator or a misfit is found before the first hour of training.
    for (const trial of trials.filter(({ seed }) => seed === first.seed)) {
      const own = methodData(trial, opened, new Random(0));
      const built = buildMethod(trial, setting, opened, own, new Random(0));
      for (const message of notesOf(trial.tags.method, built)) onProgress({ kind: 'data', message });
      built.dispose();
    }
    const { dataset, prepared, original } = opened;
    const leftOut = leftOutNotes(original);
    for (const message of [...leftOut, ...prepared.report.notes]) onProgress({ kind: 'data', message });
    measuresOf(registry, config.evaluation.measures ?? [], prepared.task);
    if (rule.needs !== 'nothing' && !prepared.splits.validation) {
      throw new MimmxError(
        'E_SELECTION_NEEDS',
        `The rule "${config.evaluation.select}" needs validation data, and there is none. Give data.split.validation, e.g. 0.1, or select by "last".`,
      );
    }
    const run = await setting.open({ data: fingerprint(dataset), trials, original });
    const store = run.trials;
    const doing = { registry, backend, store, data, onProgress, signal };
    const results = await (setting.run ?? runTrials)(trials, doing);
    const about = {
      name: config.dataset.name,
      licence: dataset.licence,
      ...(dataset.citation ? { citation: dataset.citation } : {}),
      images: dataset.table.length,
    };
    const differences = await betweenMethods(config, data, trials, results);
    const judged = summaryOf(config, prepared, about, results, differences);
    const summary = {
      ...judged,
      notes: [...leftOut, ...judged.notes],
      resolved: resolvedConfig(registry, config, prepared.task),
    };
    await run.conclude({
      summary,
      task: prepared.task,
      trials,
      sets: [
        ...Object.keys(prepared.splits.shifts),
        ...(prepared.splits.validation ? [prepared.splits.validation.name] : []),
      ],
      store,
    });
    onProgress({ kind: 'concluded', summary });
    await setting.after?.({ data, trials });
    return summary;
  } finally {
    await data.close();
  }
}

/** Paired differences between the methods of each seed, which share the test sets of that seed. */
export async function betweenMethods(
  config: ExperimentConfig,
  data: DataPool,
  trials: readonly Trial[],
  results: readonly TrialResult[],
): Promise<Summary['differences']> {
  const seeds = [];
  for (const seed of config.seeds) {
    const own = results.filter(({ tags }) => tags.seed === seed);
    const trial = trials.find((one) => one.seed === seed);
    if (!trial) continue;
    const { prepared } = await data.open(trial);
    seeds.push(differencesOf(own, prepared, config.evaluation, seed));
  }
  return meanDifferences(seeds);
}
