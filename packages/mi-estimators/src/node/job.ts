import type { Backend, BackendDefinition } from '@mimmx/core';
import { Random, validate } from '@mimmx/core';
import * as tf from '@tensorflow/tfjs';
import { tasksOf } from '../benchmark/index.ts';
import { type EstimateOptions, estimateMi } from '../standalone/index.ts';

/** A compute backend by where it is: workers cannot be handed functions. */
export interface BackendModule {
  /** What `import()` takes: a package name or a file URL. */
  readonly module: string;
  /** Name of the export that is a backend definition. */
  readonly export: string;
  readonly options?: Readonly<Record<string, unknown>>;
}

/** One estimate of the benchmark. */
export interface Job {
  /** Says which estimate it is, across runs. */
  readonly key: string;
  readonly task: string;
  readonly estimator: string;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly training?: Readonly<Record<string, unknown>>;
  readonly n: number;
  readonly seed: number;
}

export interface JobResult {
  readonly key: string;
  readonly value: number;
  readonly seconds: number;
  readonly converged: boolean;
}

/** Loads and sets up a backend; TensorFlow.js's own `cpu` where none is named. */
export async function openBackend(wanted?: BackendModule): Promise<Pick<Backend, 'compile'> | undefined> {
  if (!wanted) {
    await tf.setBackend('cpu');
    return undefined;
  }
  const module = (await import(wanted.module)) as Record<string, BackendDefinition>;
  const definition = module[wanted.export]!;
  const backend = definition.create({}, validate(definition.options, wanted.options ?? {}, 'backend'));
  await backend.setup();
  return backend;
}

/** Draws the job's samples from its seed and estimates. */
export async function runJob(job: Job, backend?: Pick<Backend, 'compile'>): Promise<JobResult> {
  const task = tasksOf(job.task)[0]!;
  const { x, y } = task.sample(job.n, new Random(job.seed));
  const options: EstimateOptions = {
    ...job.training,
    estimator: job.estimator,
    seed: job.seed,
    interval: false,
    ...(job.options && { options: job.options }),
    ...(backend && { backend }),
  };
  const { value, seconds, converged } = await estimateMi(x, y, options);
  return { key: job.key, value, seconds, converged };
}
