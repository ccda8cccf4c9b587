import type { Backend, Dataset, Method, MethodContext, Task, Workshop } from '../contracts/index.ts';
import {
  createAugmentation,
  createBatchSource,
  createImageStore,
  type ImageStore,
  type PreparedData,
  prepareData,
} from '../data/index.ts';
import { MimmxError } from '../errors.ts';
import type { Registry } from '../registry/index.ts';
import { Random } from '../tensor/index.ts';
import type { ExperimentConfig } from './config.ts';
import { judge, probe } from './judge.ts';
import type { OnProgress } from './progress.ts';
import type { Environment, Job, JobResult, RunStore, Summary } from './record.ts';
import { summarise } from './summarise.ts';
import { type ResumableSource, train } from './train.ts';

/** What a run needs besides its configuration. */
export interface ExperimentSetting {
  readonly registry: Registry;
  /** Set up already: its engine is the current one. */
  readonly backend: Backend;
  readonly store: RunStore;
  readonly environment: Environment;
  /** Folder that relative paths of the data set start from. */
  readonly root: string;
  readonly onProgress?: OnProgress;
  /** Stops after the current update, with a checkpoint. */
  readonly signal?: AbortSignal;
}

/** Random streams of a job. Data order and initial weights depend on the seed alone, so methods of a seed share them. */
const streams = (seed: number) => {
  const root = new Random(seed);
  return { method: root.fork(), batches: root.fork(), evaluation: root.fork(), watch: root.fork() };
};

/**
 * Trains every method with every seed, judges each on every shift, and writes the record. Finished jobs of an earlier
 * start are not trained again; an unfinished one goes on from its checkpoint.
 *
 * @throws E_INTERRUPTED, E_NAN_LOSS, and the errors of data, plugins and store
 *
 * @example
 * const summary = await runExperiment(resolveConfig(input), { registry, backend, store, environment, root: '.' });
 */
export async function runExperiment(config: ExperimentConfig, setting: ExperimentSetting): Promise<Summary> {
  const { registry, store, onProgress = () => {} } = setting;
  for (const [name, { method, options }] of Object.entries(config.methods)) {
    // A misspelt option should fail now, not after an hour of the other methods.
    registry.check('method', method ?? name, options);
  }
  onProgress({ kind: 'data', message: `Opening data set "${config.dataset.name}"` });
  const dataset = await registry.create(
    'dataset',
    config.dataset.name,
    { root: setting.root, seed: config.data.split.seed },
    config.dataset.options,
  );
  try {
    const images = createImageStore(dataset);
    const jobs: Job[] = config.seeds.flatMap((seed) =>
      Object.keys(config.methods).map((method) => ({ method, seed })),
    );
    const results: JobResult[] = [];
    const first = prepareData(dataset, config.data, config.seeds[0]!);
    tryMethods(config, setting, first.task, dataset.shape);
    // Only now is it certain that there is something to keep.
    await store.open(config, setting.environment);
    for (const [i, seed] of config.seeds.entries()) {
      const data = i === 0 ? first : prepareData(dataset, config.data, seed);
      for (const method of Object.keys(config.methods)) {
        const job = { method, seed };
        const jobIndex = jobs.findIndex((other) => other.method === method && other.seed === seed);
        results.push(
          (await store.finished(job)) ??
            (await runJob({
              job,
              jobIndex,
              jobs: jobs.length,
              config,
              setting,
              dataset,
              data,
              images,
              onProgress,
            })),
        );
      }
    }
    const about = {
      name: config.dataset.name,
      licence: dataset.licence,
      ...(dataset.citation ? { citation: dataset.citation } : {}),
      images: dataset.table.length,
    };
    const summary = summarise(config, first, about, results);
    await store.conclude(summary, results);
    onProgress({ kind: 'concluded', summary });
    return summary;
  } finally {
    await dataset.close?.();
  }
}

/** Builds every method once, so that an unknown estimator or a misfit is found before the first hour of training. */
function tryMethods(
  config: ExperimentConfig,
  setting: Pick<ExperimentSetting, 'registry' | 'backend'>,
  task: Task,
  shape: readonly number[],
): void {
  for (const method of Object.keys(config.methods)) {
    buildMethod(config, { method, seed: config.seeds[0]! }, setting, task, shape, new Random(0)).dispose();
  }
}

interface JobSetting {
  readonly job: Job;
  readonly jobIndex: number;
  readonly jobs: number;
  readonly config: ExperimentConfig;
  readonly setting: ExperimentSetting;
  readonly dataset: Dataset;
  readonly data: PreparedData;
  readonly images: ImageStore;
  readonly onProgress: OnProgress;
}

async function runJob({
  job,
  jobIndex,
  jobs,
  config,
  setting,
  dataset,
  data,
  images,
  onProgress,
}: JobSetting): Promise<JobResult> {
  const { training } = config;
  const random = streams(job.seed);
  const { task, splits } = data;
  const method = buildMethod(config, job, setting, task, dataset.shape, random.method);
  try {
    const set = method.trainsOn === 'balanced' ? splits.balancedTrain : splits.train;
    if (!set) {
      throw new MimmxError(
        'E_NO_BALANCED_SET',
        `"${job.method}" trains on balanced data, and there is none. ${data.report.notes.find((note) => note.startsWith('There is no balanced')) ?? ''}`,
      );
    }
    const augment = createAugmentation(config.data.augment);
    const batches = createBatchSource({
      set,
      task,
      images,
      sampling: method.sampling,
      batchSize: training.batchSize,
      random: random.batches,
      // With many confounders some groups are bound to be empty; the summary's notes say how many.
      emptyGroups: 'skip',
      ...(augment ? { augment } : {}),
    }) as ResumableSource;
    const { validation } = splits;
    const trained = await train({
      job,
      method,
      random: random.method,
      batches,
      updates: training.updates,
      logEvery: training.logEvery,
      checkpointEvery: training.checkpointEvery,
      watchEvery: training.watchEvery,
      ...(validation
        ? {
            watch: () =>
              probe(method, validation, task, images, config.evaluation.batchSize, new Random(job.seed)),
          }
        : {}),
      store: setting.store,
      onProgress,
      signal: setting.signal,
      jobIndex,
      jobs,
    });
    onProgress({ kind: 'evaluating', job });
    const ids = {
      image: (row: number) => dataset.table.ids[row] ?? String(row),
      patient: (code: number) => dataset.table.patientIds[code] ?? String(code),
    };
    const judged = await judge(job, method, data, ids, images, config.evaluation, random.evaluation);
    const result: JobResult = {
      ...job,
      metrics: trained.metrics,
      predictions: judged.predictions,
      features: judged.features,
      result: {
        plugin: config.methods[job.method]!.method ?? job.method,
        settings: method.settings,
        shifts: judged.shifts,
        leakage: judged.leakage,
        timing: {
          updateMs: trained.updateMs,
          trainingSeconds: trained.trainingSeconds,
          waitingSeconds: batches.waited / 1000,
        },
      },
    };
    await setting.store.finish(result, trained.checkpoint);
    onProgress({ kind: 'finished', job, seconds: trained.trainingSeconds });
    return result;
  } finally {
    method.dispose();
  }
}

/** The method of a job, with a workshop that makes its parts from the registry. */
export function buildMethod(
  config: Pick<ExperimentConfig, 'methods' | 'encoder' | 'training'>,
  job: Job,
  { registry, backend }: Pick<ExperimentSetting, 'registry' | 'backend'>,
  task: Task,
  inputShape: readonly number[],
  random: Random,
): Method {
  // Encoders are seeded before anything else is drawn, so that all methods of a seed start from the same encoder.
  const encoderRandom = random.fork();
  const workshop: Workshop = {
    encoder: (width) =>
      registry.create(
        'encoder',
        config.encoder.name,
        { inputShape, width, random: encoderRandom },
        config.encoder.options,
      ),
    estimator: (choice, x, y) => ({
      definition: registry.get('estimator', choice.name),
      estimator: registry.create('estimator', choice.name, { x, y, random }, choice.options),
    }),
    weighter: (choice, context) =>
      registry.create('weighter', choice.name, { ...context, random }, choice.options),
    balancer: (choice, terms) => {
      const { granularity } = registry.get('balancer', choice.name);
      return registry.create('balancer', choice.name, { terms: terms(granularity), random }, choice.options);
    },
  };
  const context: MethodContext = {
    task,
    inputShape,
    optimiser: config.training,
    backend,
    workshop,
    random,
  };
  const { method, options } = config.methods[job.method]!;
  return registry.create('method', method ?? job.method, context, options);
}
