import {
  type Backend,
  isMimmxError,
  type Method,
  Random,
  type Registry,
  restoreSnapshot,
  type SavedTensor,
  takeSnapshot,
} from '@mimmx/core';
import type { MeasureRow } from '@mimmx/evaluation';
import { cardOf } from '../model/card.ts';
import type { OnProgress } from '../progress.ts';
import { doWork } from '../work/do-work.ts';
import { buildMethod, methodData } from './build-method.ts';
import { createCandidates } from './candidates.ts';
import type { DataPool, TrialData } from './data-pool.ts';
import { watched } from './evaluate.ts';
import { evaluateMethod, predictionsOf } from './evaluate-method.ts';
import { ruleOf } from './judging.ts';
import { createReader } from './read-set.ts';
import { startFrom, startWeights } from './start-from.ts';
import type { Checkpoint, Lease, Selected, TrialProvenance, TrialResult, TrialStore } from './store.ts';
import { trainTrial } from './train-trial.ts';
import type { Trial } from './trial.ts';

/** What a trial needs besides itself. */
export interface TrialSetting {
  readonly registry: Registry;
  /** Set up already: its engine is the current one. */
  readonly backend: Backend;
  readonly store: TrialStore;
  readonly data: DataPool;
  /** Says with what a trial is done, to be kept with its result. @throws what makes the trial wait for another machine */
  readonly provenance?: (trial: Trial, data: TrialData) => Promise<TrialProvenance>;
  readonly onProgress?: OnProgress;
  /** Stops after the current update, with a checkpoint. */
  readonly signal?: AbortSignal | undefined;
}

/** Random streams of a trial. Data order and initial weights depend on the seed alone, so methods of a seed share them. */
export const streams = (seed: number) => {
  const root = new Random(seed);
  return { method: root.fork(), batches: root.fork(), evaluation: root.fork(), watch: root.fork() };
};

/**
 * Trains and evaluates one trial, or goes on with it where it stopped.
 *
 * @returns null if another process holds it; the stored result if it is done
 * @throws E_INTERRUPTED, E_NAN_LOSS, E_FROM, E_NEED, E_SELECTION_…, and the errors of data, plugins and store; what a
 *   trial throws but for interruptions and trouble of the machine is kept with it
 *
 * @example
 * const result = await runTrial(trial, { registry, backend, store: memoryTrials(), data: createDataPool(registry, '.') });
 */
export async function runTrial(trial: Trial, setting: TrialSetting): Promise<TrialResult | null> {
  const { onProgress = () => {} } = setting;
  return doWork<Trial, TrialResult, Lease>(setting.store, trial, async (lease) => {
    const { result, weights } = await trainAndEvaluate(lease, setting).catch((error) => {
      if (isMimmxError(error, 'E_YIELDED'))
        onProgress({ kind: 'data', message: error.message.replace(/^E_YIELDED: /, '') });
      throw error;
    });
    await lease.finish(result, weights);
    return result;
  });
}

async function trainAndEvaluate(
  lease: Lease,
  setting: TrialSetting,
): Promise<{ result: TrialResult; weights: Checkpoint }> {
  const { trial } = lease;
  const { registry, backend, store, onProgress = () => {}, signal } = setting;
  const opened = await setting.data.open(trial);
  const provenance = await setting.provenance?.(trial, opened);
  const { images, prepared } = opened;
  const { task, splits } = prepared;
  const random = streams(trial.seed);
  const data = methodData(trial, opened, random.batches);
  const start = await startWeights(trial, store);
  const method = buildMethod(trial, setting, opened, data, random.method, start?.variables);
  try {
    if (start) startFrom(method, start.variables, trial.from!);
    const read = createReader(method, { backend, task, images, batchSize: trial.evaluation.batchSize });
    const { validation } = splits;
    const candidates = createCandidates({
      rule: ruleOf(registry, trial.evaluation.select),
      validation,
      task,
      method,
      read,
      seed: trial.seed,
      patience: trial.training.patience,
    });
    const trained = await trainTrial({
      lease,
      method,
      random: random.method,
      data,
      candidates,
      watch: validation && (async () => watched(await read(validation), task, new Random(trial.seed))),
      onProgress,
      signal,
    });

    onProgress({ kind: 'evaluating', job: trial.tags });
    const choice = candidates.choose();
    if (choice) restoreSnapshot(ownOf(method, choice.variables), choice.variables);
    const selected: Selected = choice?.selected ?? {
      rule: trial.evaluation.select,
      step: trained.steps,
      value: null,
    };
    const judged = await evaluateMethod(trial, opened, read, { random: random.evaluation, registry }, signal);
    const result: TrialResult = {
      id: trial.id,
      tags: trial.tags,
      plugin: trial.method.name,
      settings: method.settings,
      rows: judged.rows.map(inOrder),
      selected,
      timing: {
        updateMs: trained.updateMs,
        trainingSeconds: trained.trainingSeconds,
        waitingSeconds: trained.waitingSeconds,
      },
      notes: [...notesOf(trial.tags.method, method), ...judged.notes, ...candidates.notes],
      ...(provenance ? { provenance } : {}),
      predictions: [
        ...judged.predictions,
        ...candidates.predictions(predictionsOf({ dataset: opened.dataset, task })),
      ],
      features: judged.features,
    };
    onProgress({ kind: 'finished', job: trial.tags, seconds: trained.trainingSeconds });
    const variables = await takeSnapshot(method.variables, 'after training');
    const model = await cardOf(method, trial, opened, registry);
    return { result, weights: { step: selected.step, variables, state: { model } } };
  } finally {
    method.dispose();
  }
}

/** What a method has to say of its settings and its training, under its name in the run. */
export const notesOf = (name: string, { notes = [] }: Pick<Method, 'notes'>): string[] =>
  notes.map((note) => `${name}: ${note}`);

/** The variables of a method that a snapshot has. */
const ownOf = (method: Method, saved: Readonly<Record<string, SavedTensor>>) =>
  Object.fromEntries(Object.entries(method.variables).filter(([name]) => name in saved));

/** A row with its fields in the order in which a store gives them back: a record is then the same, whoever writes it. */
function inOrder({ set, measure, factor, probe, group, ...rest }: MeasureRow): MeasureRow {
  const about = { ...(factor !== undefined && { factor }), ...(probe !== undefined && { probe }) };
  const { value, low, high, count, ...note } = rest;
  return { set, measure, ...about, ...(group !== undefined && { group }), value, low, high, count, ...note };
}
