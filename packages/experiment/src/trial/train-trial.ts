import {
  type Method,
  type Metrics,
  type Random,
  type RandomState,
  restoreSnapshot,
  takeSnapshot,
} from '@mimmx/core';
import type { MethodDataState, ResumableMethodData } from '@mimmx/data';
import type { OnProgress } from '../progress.ts';
import type { Candidates } from './candidates.ts';
import { createGoes, untilNext } from './pace.ts';
import { interruption, refuseNaN, yielded } from './stops.ts';
import type { Checkpoint, Lease } from './store.ts';

export interface TrainTrialSetting {
  readonly lease: Lease;
  readonly method: Method;
  /** The stream that the method draws from; saved with every checkpoint. */
  readonly random: Random;
  /** Whose place is saved with every checkpoint. */
  readonly data: ResumableMethodData;
  readonly candidates: Candidates;
  /** Looks at held-out data for the record: numbers for a `watch` line. */
  readonly watch: (() => Promise<Metrics>) | undefined;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal | undefined;
}

interface LoopState {
  readonly random: RandomState;
  readonly batches: MethodDataState;
  readonly seconds: number;
  readonly waiting: number;
  /** Whether early stopping has ended the training. */
  readonly stopped: boolean;
}

/** A training that ran its course. */
export interface TrainedTrial {
  /** Encoder updates done: fewer than the budget if early stopping ended it. */
  readonly steps: number;
  readonly updateMs: number;
  readonly trainingSeconds: number;
  readonly waitingSeconds: number;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** Milliseconds between two looks whether somebody asks for the trial. */
const LOOK_FOR_REQUESTS = 1000;

/** Variables of the candidates in a checkpoint, beside those of the method. */
const KEPT = /^(look|kept)\//;

/**
 * Trains the method of a trial to the end of its budget, from the lease's checkpoint if it has one.
 *
 * @throws E_NAN_LOSS with the step and the term that went first; the last checkpoint is kept
 * @throws E_INTERRUPTED if `signal` aborts, after saving a checkpoint
 * @throws E_YIELDED if somebody asked for the trial, after saving a checkpoint
 * @throws E_LEASE_LOST if another process took the trial over
 */
export async function trainTrial(setting: TrainTrialSetting): Promise<TrainedTrial> {
  const { lease, method, random, data, candidates, onProgress, signal } = setting;
  const { tags, training, evaluation } = lease.trial;
  const { updates, logEvery, checkpointEvery, checkpointMinutes, watchEvery } = training;
  const validateEvery = training.validateEvery ?? Math.ceil(updates / 20);
  // What a method of phases says before it is ready would be compared with what it says after.
  const { readableAfter = 1 } = method;
  const start = lease.checkpoint;
  let before: LoopState | null = null;
  if (start) {
    before = start.state as LoopState;
    restoreSnapshot(method.variables, start.variables);
    candidates.restore(
      Object.fromEntries(Object.entries(start.variables).filter(([name]) => KEPT.test(name))),
    );
    random.state = before.random;
    data.restore(before.batches);
    onProgress({ kind: 'resumed', job: tags, step: start.step });
  }

  const began = performance.now();
  const seconds = () => (before?.seconds ?? 0) + (performance.now() - began) / 1000;
  const waiting = () => (before?.waiting ?? 0) + data.waited / 1000;
  const goes = createGoes(method.update, () => data.waited);
  let stopped = before?.stopped ?? false;
  let savedAt = performance.now();
  let saved: number | undefined = start?.step;
  const save = async (step: number): Promise<void> => {
    const state: LoopState = {
      random: random.state,
      batches: data.state,
      seconds: seconds(),
      waiting: waiting(),
      stopped,
    };
    const when = `at update ${step} of "${tags.method}" (seed ${tags.seed})`;
    const checkpoint: Checkpoint = {
      step,
      variables: { ...(await takeSnapshot(method.variables, when)), ...candidates.saved },
      state,
    };
    await lease.save(checkpoint);
    saved = step;
    savedAt = performance.now();
  };

  const looks = [validateEvery, checkpointEvery, setting.watch ? watchEvery : 0];
  let step = start?.step ?? 0;
  let yielding = false;
  let looked = performance.now();
  while (step < updates && !stopped) {
    for (const values of await goes.next(untilNext(step, updates, looks))) {
      step++;
      refuseNaN(values, step, tags, saved);
      if (step % logEvery === 0 || step === 1 || step === updates)
        await lease.append({ step, kind: 'train', values });
      onProgress({ kind: 'update', job: tags, step, updates, metrics: values });
    }
    if (setting.watch && watchEvery > 0 && step % watchEvery === 0)
      await lease.append({ step, kind: 'watch', values: await setting.watch() });
    if ((step % validateEvery === 0 && step >= readableAfter) || step === updates) {
      const score = await candidates.look(step);
      if (score !== null)
        await lease.append({ step, kind: 'watch', values: { [`select.${evaluation.select}`]: score } });
      stopped = candidates.stop;
    }
    if (performance.now() - looked > LOOK_FOR_REQUESTS && lease.asked) {
      yielding = await lease.asked();
      looked = performance.now();
    }
    const interrupted = yielding || (signal?.aborted ?? false);
    const due = step % checkpointEvery === 0 || performance.now() - savedAt > checkpointMinutes * 60_000;
    if (interrupted || due || stopped || step === updates) await save(step);
    if (yielding && step < updates && !stopped) throw yielded(tags, step, updates);
    if (interrupted && step < updates && !stopped)
      throw interruption(tags, `at update ${step} of ${updates}`);
  }
  return {
    steps: step,
    updateMs: median(goes.times),
    trainingSeconds: seconds(),
    waitingSeconds: waiting(),
  };
}
