import {
  type Backend,
  createMethod,
  isMimmxError,
  type Method,
  type MethodData,
  MimmxError,
  type Needs,
  Random,
  type Registry,
  restoreSnapshot,
  type SavedTensor,
  sufficientWidth,
  type Task,
  takeSnapshot,
} from '@mimmx/core';
import { createAugmentation, createMethodData, type ResumableMethodData, type SampleSet } from '@mimmx/data';
import { type Selection, selectionRules } from '@mimmx/evaluation';
import { suggest } from '@mimmx/core/contracts';
import type { OnProgress } from '../progress.ts';
import { createCandidates } from './candidates.ts';
import type { DataPool, TrialData } from './data-pool.ts';
import { leakageRows, leakageSet, measureSet } from './evaluate.ts';
import { createReader, type SetReading } from './read-set.ts';
import { startFrom, startWeights } from './start-from.ts';
import type { Checkpoint, Features, Lease, Predictions, Selected, TrialResult, TrialStore } from './store.ts';
import { interruption, trainTrial } from './train-trial.ts';
import type { Trial } from './trial.ts';

/** What a trial needs besides itself. */
export interface TrialSetting {
  readonly registry: Registry;
  /** Set up already: its engine is the current one. */
  readonly backend: Backend;
  readonly store: TrialStore;
  readonly data: DataPool;
  readonly onProgress?: OnProgress;
  /** Stops after the current update, with a checkpoint. */
  readonly signal?: AbortSignal | undefined;
}

/** Random streams of a trial. Data order and initial weights depend on the seed alone, so methods of a seed share them. */
const streams = (seed: number) => {
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
  const { store } = setting;
  const lease = await store.claim(trial);
  if (!lease) return store.result(trial.id);
  try {
    const { result, weights } = await trainAndEvaluate(lease, setting);
    await lease.finish(result, weights);
    return result;
  } catch (error) {
    await giveBack(lease, error);
    throw error;
  }
}

/** Failures that another attempt may not have: the machine's, and those of who asked it to stop. */
const PASSING = ['E_INTERRUPTED', 'E_DISK_FULL', 'E_PERMISSION', 'E_STORAGE', 'E_FROM'] as const;

async function giveBack(lease: Lease, error: unknown): Promise<void> {
  if (isMimmxError(error, 'E_LEASE_LOST')) return;
  const lasting = !PASSING.some((code) => isMimmxError(error, code));
  // What went wrong first is what is to be told, also where giving back goes wrong as well.
  await (lasting && error instanceof Error ? lease.fail(error) : lease.release()).catch(() => {});
}

async function trainAndEvaluate(
  lease: Lease,
  setting: TrialSetting,
): Promise<{ result: TrialResult; weights: Checkpoint }> {
  const { trial } = lease;
  const { registry, backend, store, onProgress = () => {}, signal } = setting;
  const opened = await setting.data.open(trial);
  const { dataset, images, prepared } = opened;
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
      watch: validation && (async () => watched(await read(validation), validation, task, new Random(trial.seed))),
      onProgress,
      signal,
    });

    onProgress({ kind: 'evaluating', job: trial.tags });
    const choice = candidates.choose();
    if (choice) restoreSnapshot(ownOf(method, choice.variables), choice.variables);
    const selected: Selected = choice?.selected ?? { rule: trial.evaluation.select, step: trained.steps, value: null };
    const columns = (set: SampleSet, name: string, values: Float32Array): Predictions => ({
      set: name,
      ids: Array.from(set.rows, (row) => dataset.table.ids[row] ?? String(row)),
      patients: Array.from(set.patients, (code) => dataset.table.patientIds[code] ?? String(code)),
      y: task.y.kind === 'continuous' ? set.target! : set.y,
      z: set.z,
      values,
      columns: values.length / set.rows.length,
    });
    const rows: TrialResult['rows'][number][] = [];
    const predictions: Predictions[] = [];
    let features: Features | null = null;
    for (const [name, set] of Object.entries(splits.shifts)) {
      if (signal?.aborted) throw interruption(trial.tags, `before the test on "${name}"`);
      const reading = await read(set);
      rows.push(...measureSet(set, reading, task, trial.evaluation, random.evaluation));
      predictions.push(columns(set, name, reading.prediction));
      if (name !== leakageSet(splits.shifts)) continue;
      rows.push(...leakageRows(set, reading, task, trial.evaluation, random.evaluation));
      features = { set: name, width: reading.width, values: reading.features };
    }
    const result: TrialResult = {
      id: trial.id,
      tags: trial.tags,
      plugin: trial.method.name,
      settings: method.settings,
      rows,
      selected,
      timing: {
        updateMs: trained.updateMs,
        trainingSeconds: trained.trainingSeconds,
        waitingSeconds: trained.waitingSeconds,
      },
      notes: [],
      predictions: [...predictions, ...candidates.predictions(columns)],
      features,
    };
    onProgress({ kind: 'finished', job: trial.tags, seconds: trained.trainingSeconds });
    const variables = await takeSnapshot(method.variables, 'after training');
    return { result, weights: { step: selected.step, variables, state: null } };
  } finally {
    method.dispose();
  }
}

/** The variables of a method that a snapshot has. */
const ownOf = (method: Method, saved: Readonly<Record<string, SavedTensor>>) =>
  Object.fromEntries(Object.entries(method.variables).filter(([name]) => name in saved));

/** Fresh probes on a set, for watching a training: the best balanced accuracy (or R²) for each confounder. */
function watched(reading: SetReading, set: SampleSet, task: Task, random: Random): Record<string, number> {
  const rows = leakageRows(set, reading, task, { bootstrap: 0, level: 0.95 }, random);
  return Object.fromEntries(
    task.z.flatMap(({ name }) => {
      const read = rows.filter(({ factor, probe }) => factor === name && ['linear', 'knn', 'mlp'].includes(probe ?? ''));
      return read.length === 0 ? [] : [[`probe.${name}`, Math.max(...read.map(({ value }) => value ?? 0))]];
    }),
  );
}

/** The rule of that name: one that comes with the package, or a plugin's. @throws E_UNKNOWN_NAME */
export function ruleOf(registry: Registry, name: string): Selection {
  const known: readonly Selection[] = [
    ...selectionRules,
    ...registry
      .list()
      .map(({ definition }) => definition as unknown as Selection)
      .filter(({ kind }) => (kind as string) === 'selection'),
  ];
  const found = known.find((rule) => rule.name === name);
  if (found) return found;
  const names = known.map((rule) => rule.name);
  throw new MimmxError('E_UNKNOWN_NAME', `Unknown selection rule "${name}". ${suggest(name, names)}`);
}

/** The sets and sources of one training. */
export function methodData(
  { data, training }: Pick<Trial, 'data' | 'training'>,
  { prepared, images }: TrialData,
  random: Random,
): ResumableMethodData {
  const augment = createAugmentation(data.augment);
  return createMethodData({
    data: prepared,
    task: prepared.task,
    images,
    batchSize: training.batchSize,
    random,
    ...(augment ? { augment } : {}),
  });
}

/** The method of a trial. @throws E_NO_CONFOUNDERS if the task lacks labels that it needs */
export function buildMethod(
  trial: Pick<Trial, 'method' | 'encoder' | 'network' | 'training'>,
  { registry, backend }: Pick<TrialSetting, 'registry' | 'backend'>,
  { prepared: { task }, images }: TrialData,
  data: MethodData,
  random: Random,
  start?: Readonly<Record<string, SavedTensor>>,
): Method {
  requireLabels(trial.method.name, registry.get('method', trial.method.name).needs, task);
  const { primaryWidth = sufficientWidth(task.y), ...shape } = trial.network;
  return createMethod(
    {
      method: trial.method,
      encoder: trial.encoder,
      network: { primaryWidth, ...shape },
      optimiser: trial.training,
    },
    { registry, backend, task, inputShape: images.shape, data, random, ...(start ? { start } : {}) },
  );
}

function requireLabels(method: string, { train, fit, predict }: Needs, task: Task): void {
  const uses = [train, fit, predict].some((labels) => labels?.includes('z'));
  if (!uses || task.z.length > 0) return;
  throw new MimmxError(
    'E_NO_CONFOUNDERS',
    `"${method}" needs the labels of confounders, and the task names none (data.task.z is empty). Name a column or a settable factor, or use a method that needs y alone, e.g. "erm".`,
  );
}
