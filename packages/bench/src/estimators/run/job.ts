import type { EstimatorDefinition } from '@mimmx/core';
import { type Backend, Random } from '@mimmx/core';
import { type EstimateOptions, estimateMi } from '@mimmx/mi-estimators';
import type { Climb } from '../protocols/index.ts';
import { runStaircase } from '../staircase.ts';
import { tasksOf } from '../tasks/index.ts';

/** One estimate of the benchmark. */
export interface EstimateJob {
  /** Says which estimate it is, across runs. */
  readonly key: string;
  readonly task: string;
  readonly estimator: string;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly training?: Readonly<Record<string, unknown>>;
  readonly n: number;
  readonly seed: number;
}

/** One estimator on all stairs of a protocol. */
export interface ClimbJob {
  readonly key: string;
  readonly climb: Climb;
  readonly seed: number;
}

export type Job = EstimateJob | ClimbJob;

export interface EstimateResult {
  readonly key: string;
  readonly value: number;
  readonly seconds: number;
  readonly converged: boolean;
}

export interface ClimbResult {
  readonly key: string;
  readonly seconds: number;
  readonly stairs: readonly {
    readonly truth: number;
    readonly mean: number;
    readonly variance: number;
    readonly mse: number;
    /** Estimates averaged over {@link UPDATES_A_POINT} updates each. */
    readonly trace: readonly number[];
  }[];
}

export type JobResult = EstimateResult | ClimbResult;

/** How many updates share a point of a recorded trace. */
export const UPDATES_A_POINT = 20;

/** Finds an estimator that a plugin brought; the name itself for one of this package. */
export type FindEstimator = (name: string) => string | EstimatorDefinition;

/** Draws the job's samples from its seed and estimates, or climbs the stairs. */
export async function runJob(
  job: Job,
  find: FindEstimator,
  backend?: Pick<Backend, 'compile'>,
): Promise<JobResult> {
  return 'climb' in job ? runClimb(job, find, backend) : runEstimate(job, find, backend);
}

async function runEstimate(job: EstimateJob, find: FindEstimator, backend?: Pick<Backend, 'compile'>) {
  const task = tasksOf(job.task)[0]!;
  const { x, y } = task.sample(job.n, new Random(job.seed));
  const options: EstimateOptions = {
    ...job.training,
    estimator: find(job.estimator),
    seed: job.seed,
    interval: false,
    ...(job.options && { options: job.options }),
    ...(backend && { backend }),
  };
  const { value, seconds, converged } = await estimateMi(x, y, options);
  return { key: job.key, value, seconds, converged };
}

async function runClimb(
  { key, climb, seed }: ClimbJob,
  find: FindEstimator,
  backend?: Pick<Backend, 'compile'>,
) {
  const started = performance.now();
  const settings = { ...climb, estimator: find(climb.estimator), seed, ...(backend && { backend }) };
  const stairs = await runStaircase(settings);
  return {
    key,
    seconds: (performance.now() - started) / 1000,
    stairs: stairs.map(({ truth, mean, variance, mse, trace }) => ({
      truth,
      mean,
      variance,
      mse,
      trace: averaged(trace),
    })),
  };
}

function averaged(trace: Float32Array): number[] {
  const points: number[] = [];
  for (let from = 0; from < trace.length; from += UPDATES_A_POINT) {
    const part = trace.subarray(from, from + UPDATES_A_POINT);
    points.push(Number((part.reduce((a, b) => a + b, 0) / part.length).toPrecision(4)));
  }
  return points;
}
