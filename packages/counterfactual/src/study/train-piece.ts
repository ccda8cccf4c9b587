import {
  type Metrics,
  MimmxError,
  type Random,
  type RandomState,
  restoreSnapshot,
  takeSnapshot,
} from '@mimmx/core';
import type * as tf from '@mimmx/core/tf';
import {
  type Checkpoint,
  createGoes,
  type Trial,
  type TrialResult,
  type TrialStore,
} from '@mimmx/experiment';
import type { Trainable } from '../trainable.ts';

/** A training that can begin, and what comes of it. */
export interface Work {
  readonly trainable: Trainable;
  /** The stream that training draws from; saved with every checkpoint. */
  readonly random: Random;
  /** After the last update: what was measured, and the weights to keep. */
  conclude(): Promise<{
    readonly rows: TrialResult['rows'];
    readonly notes: readonly string[];
    readonly variables: Readonly<Record<string, tf.Variable>>;
    /** Whatever else is needed to make the same again, as JSON. */
    readonly state?: unknown;
  }>;
}

export interface PieceSetting {
  readonly store: TrialStore;
  readonly signal?: AbortSignal | undefined;
  /** Hears the numbers of every update; several may be made before it hears of the first of them. */
  readonly onUpdate?: (trial: Trial, step: number, metrics: Readonly<Record<string, number>>) => void;
  /** Updates between two lines, and seconds between two checkpoints. */
  readonly logEvery?: number;
  readonly checkpointSeconds?: number;
}

/** What a trained piece left. */
export interface TrainedPiece {
  readonly result: TrialResult;
  readonly weights: Checkpoint;
}

interface LoopState {
  readonly random: RandomState;
  readonly seconds: number;
}

/**
 * Trains a piece on a store, or goes on where it stopped, or gives what is there.
 *
 * @param begin makes the training anew, the same each time; called only if there is something to train
 * @throws E_INTERRUPTED after saving, E_NAN_LOSS with the step and the number that went first, E_PIECE_HELD if another
 *   process trains it
 */
export async function trainPiece(
  trial: Trial,
  begin: () => Promise<Work>,
  setting: PieceSetting,
): Promise<TrainedPiece> {
  const { store } = setting;
  const lease = await store.claim(trial);
  if (!lease) {
    const [result, weights] = [await store.result(trial.id), await store.weights(trial.id)];
    if (result && weights) return { result, weights };
    const state = await store.state(trial.id);
    throw new MimmxError(
      'E_PIECE_HELD',
      state.kind === 'failed'
        ? `"${trial.tags.method}" failed before: ${state.message} Mend that and delete its folder ${trial.id}.`
        : `"${trial.tags.method}" is trained by another process now. Wait for it, then run this again.`,
    );
  }
  try {
    const work = await begin();
    try {
      const seconds = await train(lease, work, setting);
      const { rows, notes, variables, state } = await work.conclude();
      const weights: Checkpoint = {
        step: updatesOf(trial),
        variables: await takeSnapshot(variables, 'after training'),
        state: state ?? null,
      };
      const updates = Math.max(1, updatesOf(trial));
      const result: TrialResult = {
        id: trial.id,
        tags: trial.tags,
        plugin: trial.method.name,
        settings: work.trainable.settings,
        rows,
        selected: { rule: 'last', step: updatesOf(trial), value: null },
        timing: { updateMs: (1000 * seconds) / updates, trainingSeconds: seconds, waitingSeconds: 0 },
        notes,
        predictions: [],
        features: null,
      };
      await lease.finish(result, weights);
      return { result, weights };
    } finally {
      work.trainable.dispose();
    }
  } catch (error) {
    await lease.release().catch(() => {});
    throw error;
  }
}

const updatesOf = ({ training }: Trial): number => training.updates;

async function train(
  lease: NonNullable<Awaited<ReturnType<TrialStore['claim']>>>,
  { trainable, random }: Work,
  { signal, onUpdate, logEvery = 10, checkpointSeconds = 60 }: PieceSetting,
): Promise<number> {
  const { trial, checkpoint } = lease;
  const updates = updatesOf(trial);
  const before = checkpoint?.state as LoopState | undefined;
  if (checkpoint && before) {
    restoreSnapshot(trainable.variables, checkpoint.variables);
    random.state = before.random;
  }
  const began = performance.now();
  const seconds = () => (before?.seconds ?? 0) + (performance.now() - began) / 1000;
  let savedAt = performance.now();
  const save = async (step: number) => {
    const state: LoopState = { random: random.state, seconds: seconds() };
    const when = `at update ${step} of "${trial.tags.method}"`;
    await lease.save({ step, variables: await takeSnapshot(trainable.variables, when), state });
    savedAt = performance.now();
  };
  const goes = createGoes(trainable.update);
  let step = checkpoint?.step ?? 0;
  const take = async (values: Metrics) => {
    step++;
    const bad = Object.entries(values).find(([, value]) => !Number.isFinite(value));
    if (bad) {
      throw new MimmxError(
        'E_NAN_LOSS',
        `"${trial.tags.method}" (seed ${trial.seed}): ${bad[0]} became ${bad[1]} at update ${step}. The last checkpoint is kept; lower its learningRate.`,
      );
    }
    if (step % logEvery === 0 || step === 1 || step === updates)
      await lease.append({ step, kind: 'train', values });
    onUpdate?.(trial, step, values);
  };
  while (step < updates) {
    for (const values of await goes.next(updates - step)) await take(values);
    if (signal?.aborted && step < updates) {
      await save(step);
      throw new MimmxError(
        'E_INTERRUPTED',
        `Stopped "${trial.tags.method}" (seed ${trial.seed}) at update ${step} of ${updates}; saved. Run the same again to go on.`,
      );
    }
    if (performance.now() - savedAt > checkpointSeconds * 1000) await save(step);
  }
  return seconds();
}
