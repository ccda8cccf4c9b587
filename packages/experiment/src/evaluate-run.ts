import { type Backend, MimmxError, Random, type Registry, restoreSnapshot } from '@mimmx/core';
import type { ExperimentConfig } from './config.ts';
import { betweenMethods } from './experiment.ts';
import { resolvedConfig } from './model/card.ts';
import type { OnProgress } from './progress.ts';
import { type Pseudonyms, requireNames } from './pseudonyms.ts';
import type { Summary } from './record.ts';
import { summaryOf } from './summarise.ts';
import { buildMethod, methodData } from './trial/build-method.ts';
import { createDataPool } from './trial/data-pool.ts';
import { evaluateMethod } from './trial/evaluate-method.ts';
import { fingerprint } from './trial/fingerprint.ts';
import { trialsOf } from './trial/plan.ts';
import { createReader } from './trial/read-set.ts';
import { streams } from './trial/run-trial.ts';
import type { TrialResult, TrialStore } from './trial/store.ts';

/** What is needed to test the trained models of a run again. */
export interface EvaluationSetting {
  readonly registry: Registry;
  /** Set up already: its engine is the current one. */
  readonly backend: Backend;
  /** The configuration that the run was trained with. */
  readonly trained: ExperimentConfig;
  /** Where its trials are. Nothing is written there. */
  readonly trials: TrialStore;
  /** Folder that relative paths of the data set start from. */
  readonly root: string;
  /** What patients and images are called: needed where the config asks for pseudonyms. */
  readonly names?: Pseudonyms | null;
  /** Is told the fingerprint of the data when they are open, before anything is tested; may throw. */
  readonly onData?: (fingerprint: string) => void;
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
}

/**
 * Tests the trained models of a run under another data or evaluation section: other shifts, finer intervals. With the
 * run's own configuration the numbers come out the same.
 *
 * @throws E_CHECKPOINT if a model is not there, and the errors of data and plugins
 */
export async function evaluateRun(config: ExperimentConfig, setting: EvaluationSetting): Promise<Summary> {
  const { registry, backend, trials, onProgress = () => {}, signal } = setting;
  const trained = trialsOf(setting.trained);
  requireNames(config, setting.names);
  const data = createDataPool(registry, setting.root, setting.names);
  try {
    const planned = trialsOf(config);
    const results: TrialResult[] = [];
    setting.onData?.(fingerprint((await data.open(planned[0]!)).dataset));
    for (const trial of planned) {
      const { method, seed } = trial.tags;
      const source = trained.find(({ tags }) => tags.method === method && tags.seed === seed);
      const [weights, before] = source
        ? [await trials.weights(source.id), await trials.result(source.id)]
        : [null, null];
      if (!weights || !before) {
        throw new MimmxError(
          'E_CHECKPOINT',
          `The run has no trained model of "${method}" with seed ${seed}. Train it first.`,
        );
      }
      const opened = await data.open(trial);
      const random = streams(trial.seed);
      const own = methodData(trial, opened, new Random(0));
      const model = buildMethod(trial, setting, { ...opened, restored: true }, own, random.method);
      try {
        restoreSnapshot(model.variables, weights.variables);
        onProgress({ kind: 'evaluating', job: trial.tags });
        const read = createReader(model, {
          backend,
          task: opened.prepared.task,
          images: opened.images,
          batchSize: trial.evaluation.batchSize,
        });
        const found = await evaluateMethod(
          trial,
          opened,
          read,
          { random: random.evaluation, registry },
          signal,
        );
        results.push({ ...before, ...found, tags: trial.tags });
      } finally {
        model.dispose();
      }
    }
    const { dataset, prepared } = await data.open(planned[0]!);
    const about = { name: config.dataset.name, licence: dataset.licence, images: dataset.table.length };
    const differences = await betweenMethods(config, data, planned, results);
    const cited = { ...about, ...(dataset.citation ? { citation: dataset.citation } : {}) };
    const summary = summaryOf(config, prepared, cited, results, differences);
    return { ...summary, resolved: resolvedConfig(registry, config, prepared.task) };
  } finally {
    await data.close();
  }
}
