import type { Method, Metrics, Random, RandomState } from '@mimmx/core';
import { MimmxError, restoreSnapshot, takeSnapshot } from '@mimmx/core';
import type { MethodDataState, ResumableMethodData } from '@mimmx/data';
import type { OnProgress } from './progress.ts';
import type { Checkpoint, Job, MetricLine, RunStore } from './record.ts';

export interface TrainSettings {
  readonly job: Job;
  readonly method: Method;
  /** The stream that the method draws from; saved with every checkpoint. */
  readonly random: Random;
  /** Whose place is saved with every checkpoint. */
  readonly data: ResumableMethodData;
  readonly updates: number;
  readonly logEvery: number;
  readonly checkpointEvery: number;
  /** Updates between two calls of `watch`; 0 = never. */
  readonly watchEvery: number;
  /** Looks at held-out data during the training: numbers for a `watch` line. */
  readonly watch?: () => Promise<Metrics>;
  readonly store: RunStore;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal | undefined;
  readonly jobIndex: number;
  readonly jobs: number;
}

interface LoopState {
  readonly random: RandomState;
  readonly batches: MethodDataState;
  readonly seconds: number;
}

/** A training that ran its course. */
export interface Trained {
  readonly checkpoint: Checkpoint;
  readonly metrics: readonly MetricLine[];
  readonly updateMs: number;
  readonly trainingSeconds: number;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/**
 * Trains one method for the given number of updates, from the job's checkpoint if it has one.
 *
 * @throws E_NAN_LOSS with the step and the term that went first; the last checkpoint is kept
 * @throws E_INTERRUPTED if `signal` aborts, after saving a checkpoint
 */
export async function train(settings: TrainSettings): Promise<Trained> {
  const { job, method, random, data, updates, store, onProgress } = settings;
  const start = await store.checkpoint(job);
  const metrics: MetricLine[] = start ? await store.metrics(job) : [];
  let secondsBefore = 0;
  if (start) {
    const state = start.state as LoopState;
    restoreSnapshot(method.variables, start.variables);
    random.state = state.random;
    data.restore(state.batches);
    secondsBefore = state.seconds;
    onProgress({ kind: 'resumed', job, step: start.step });
  }

  const began = performance.now();
  const seconds = () => secondsBefore + (performance.now() - began) / 1000;
  const times: number[] = [];
  let saved: Checkpoint | null = start;
  const save = async (step: number): Promise<Checkpoint> => {
    const state: LoopState = { random: random.state, batches: data.state, seconds: seconds() };
    const checkpoint: Checkpoint = {
      ...job,
      step,
      variables: await takeSnapshot(
        method.variables,
        `at update ${step} of "${job.method}" (seed ${job.seed})`,
      ),
      state,
    };
    await store.save(checkpoint, metrics);
    return checkpoint;
  };

  for (let step = (start?.step ?? 0) + 1; step <= updates; step++) {
    const before = performance.now();
    const values = await method.update();
    times.push(performance.now() - before);
    refuseNaN(values, step, job, saved?.step);
    if (step % settings.logEvery === 0 || step === 1 || step === updates)
      metrics.push({ ...job, step, kind: 'train', values });
    if (settings.watch && settings.watchEvery > 0 && step % settings.watchEvery === 0) {
      metrics.push({ ...job, step, kind: 'watch', values: await settings.watch() });
    }
    onProgress({
      kind: 'update',
      job,
      jobIndex: settings.jobIndex,
      jobs: settings.jobs,
      step,
      updates,
      metrics: values,
    });
    const interrupted = settings.signal?.aborted ?? false;
    if (interrupted || step % settings.checkpointEvery === 0 || step === updates) saved = await save(step);
    if (interrupted) {
      throw new MimmxError(
        'E_INTERRUPTED',
        `Stopped "${job.method}" (seed ${job.seed}) at update ${step} of ${updates}; saved. Continue with --resume.`,
      );
    }
  }
  return {
    checkpoint: saved ?? (await save(updates)),
    metrics,
    updateMs: median(times),
    trainingSeconds: seconds(),
  };
}

function refuseNaN(values: Metrics, step: number, job: Job, lastGood: number | undefined): void {
  const first = Object.entries(values).find(([, value]) => !Number.isFinite(value));
  if (!first) return;
  const kept =
    lastGood === undefined
      ? 'No checkpoint had been written yet'
      : `The checkpoint of update ${lastGood} is kept`;
  throw new MimmxError(
    'E_NAN_LOSS',
    `"${job.method}" (seed ${job.seed}): ${first[0]} became ${first[1]} at update ${step}. ${kept}; lower training.learningRate or the method's lambda.`,
  );
}
