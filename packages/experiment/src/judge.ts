import type { Random } from '@mimmx/core';
import { type Backend, type Batch, disposeBatch, type Method, strataOf, type Task } from '@mimmx/core';
import { evaluationBatches, type ImageStore, type PreparedData, type SampleSet } from '@mimmx/data';
import { continuousLeakage, evaluatePredictions, leakage, switchedHead } from '@mimmx/evaluation';
import type * as tf from '@tensorflow/tfjs';
import type { ExperimentConfig } from './config.ts';
import type { FeatureBlock, Job, LeakageResult, Prediction, ShiftResult } from './record.ts';

/** Everything a trained method says about one set of images. */
interface Reading {
  readonly probabilities: Float32Array;
  readonly features: Float32Array;
  readonly width: number;
  /** Probabilities of each confounder's own head on f_y; empty where it does not fit. */
  readonly switched: readonly Float32Array[];
}

async function read(
  method: Method,
  backend: Pick<Backend, 'compile'>,
  set: SampleSet,
  task: Task,
  images: ImageStore,
  size: number,
): Promise<Reading> {
  const rows = set.rows.length;
  const columns: { probabilities: Float32Array[]; features: Float32Array[]; switched: Float32Array[][] } = {
    probabilities: [],
    features: [],
    switched: task.z.map(() => []),
  };
  const reading = backend.compile(({ x, z, known }: Batch) => {
    const { prediction, features, switched = [] } = method.read(x, { z, known });
    return { prediction, features, switched };
  });
  for await (const { batch, indices } of evaluationBatches(set, Math.min(size, rows), {
    task,
    images,
    pad: true,
  })) {
    const take = async (tensor: tf.Tensor2D): Promise<Float32Array> => {
      const values = (await tensor.data()) as Float32Array;
      const kept = values.slice(0, indices.length * tensor.shape[1]);
      tensor.dispose();
      return kept;
    };
    const { prediction, features, switched } = await reading(batch);
    columns.probabilities.push(await take(prediction));
    columns.features.push(await take(features));
    for (const [i, head] of switched.entries()) columns.switched[i]!.push(await take(head));
    disposeBatch(batch);
  }
  const features = join(columns.features);
  return {
    probabilities: join(columns.probabilities),
    features,
    width: features.length / rows,
    switched: columns.switched.map(join),
  };
}

const join = (parts: readonly Float32Array[]): Float32Array => {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/** What one trained method came to on every test set. */
export interface Judged {
  readonly shifts: Record<string, ShiftResult>;
  readonly leakage: Record<string, LeakageResult>;
  readonly predictions: Prediction[];
  readonly features: FeatureBlock;
}

/** The set on which y and z are independent, where alone a probe's success means that f_y carries z. */
export const leakageSet = (shifts: PreparedData['splits']['shifts']): string =>
  'balanced' in shifts ? 'balanced' : Object.keys(shifts).at(-1)!;

/** Reads every test set with a trained method: metrics by shift, leakage by fresh probes, predictions, features. */
export async function judge(
  job: Job,
  method: Method,
  backend: Pick<Backend, 'compile'>,
  data: PreparedData,
  ids: { readonly image: (row: number) => string; readonly patient: (code: number) => string },
  images: ImageStore,
  settings: ExperimentConfig['evaluation'],
  random: Random,
): Promise<Judged> {
  const { task } = data;
  const judged: Judged = { shifts: {}, leakage: {}, predictions: [], features: null as never };
  let features: FeatureBlock | null = null;
  for (const [shift, set] of Object.entries(data.splits.shifts)) {
    const reading = await read(method, backend, set, task, images, settings.batchSize);
    judged.shifts[shift] = shiftResult(set, reading, task, settings, random);
    judged.predictions.push(...predictions(job, shift, set, reading, task, ids));
    if (shift !== leakageSet(data.splits.shifts)) continue;
    for (const [i, factor] of task.z.entries())
      judged.leakage[factor.name] = leak(set, reading, task, i, settings, random);
    features = {
      ...job,
      width: reading.width,
      values: reading.features,
      ids: [...set.rows].map(ids.image),
      y: set.y,
      z: set.z,
    };
  }
  return { ...judged, features: features! };
}

/** Fresh probes on a set, for watching a training: the best balanced accuracy (or R²) for each confounder. */
export async function probe(
  method: Method,
  backend: Pick<Backend, 'compile'>,
  set: SampleSet,
  task: Task,
  images: ImageStore,
  batchSize: number,
  random: Random,
): Promise<Record<string, number>> {
  const reading = await read(method, backend, set, task, images, batchSize);
  return Object.fromEntries(
    task.z.map((factor, i) => {
      const { linear, knn, mlp } = leak(set, reading, task, i, { bootstrap: 0, level: 0.95 }, random);
      return [`probe.${factor.name}`, Math.max(linear, knn, mlp)];
    }),
  );
}

function shiftResult(
  set: SampleSet,
  reading: Reading,
  task: Task,
  { bootstrap, level }: ExperimentConfig['evaluation'],
  random: Random,
): ShiftResult {
  const result = evaluatePredictions({
    y: set.y,
    probabilities: reading.probabilities,
    z: task.z.flatMap((factor, i) =>
      factor.kind === 'categorical'
        ? [{ name: factor.name, codes: set.z[i] as Int32Array, labels: [...factor.labels] }]
        : [],
    ),
    labels: strataOf(task.y).labels,
    patients: set.patients,
    random,
    replicates: bootstrap,
    level,
  });
  const { accuracy, balancedAccuracy, auroc, worstGroupAccuracy, intervals } = result;
  const counts = new Map<number, [right: number, all: number]>();
  for (const [row, group] of set.group.entries()) {
    const [right, all] = counts.get(group) ?? [0, 0];
    counts.set(group, [
      right + (argmax(reading.probabilities, row, strataOf(task.y).classes) === set.y[row] ? 1 : 0),
      all + 1,
    ]);
  }
  return {
    accuracy,
    balancedAccuracy,
    auroc,
    worstGroupAccuracy,
    intervals: Object.fromEntries(
      Object.entries(intervals).map(([name, { low, high }]) => [name, [low, high] as const]),
    ),
    perGroup: [...counts]
      .filter(([group]) => group >= 0)
      .sort(([a], [b]) => a - b)
      .map(([group, [right, all]]) => ({
        labels: set.groups.labels(group),
        count: all,
        accuracy: right / all,
      })),
  };
}

const argmax = (matrix: Float32Array, row: number, columns: number): number => {
  let best = 0;
  for (let c = 1; c < columns; c++) if (matrix[row * columns + c]! > matrix[row * columns + best]!) best = c;
  return best;
};

function leak(
  set: SampleSet,
  reading: Reading,
  task: Task,
  i: number,
  { bootstrap, level }: Pick<ExperimentConfig['evaluation'], 'bootstrap' | 'level'>,
  random: Random,
): LeakageResult {
  const factor = task.z[i]!;
  const options = { random, replicates: bootstrap, level };
  const found =
    factor.kind === 'categorical'
      ? leakage(
          reading.features,
          reading.width,
          set.z[i] as Int32Array,
          factor.classes,
          set.patients,
          options,
        )
      : continuousLeakage(reading.features, reading.width, set.z[i] as Float32Array, set.patients, options);
  const interval = (name: 'linear' | 'knn' | 'mlp') =>
    [found.intervals[name].low, found.intervals[name].high] as const;
  const switched = reading.switched[i];
  return {
    linear: found.linear,
    knn: found.knn,
    mlp: found.mlp,
    chance: found.chance,
    intervals: { linear: interval('linear'), knn: interval('knn'), mlp: interval('mlp') },
    ...(switched && switched.length > 0
      ? { switchedHead: switchedHead(switched, set.z[i] as Int32Array).accuracy }
      : {}),
  };
}

function predictions(
  job: Job,
  shift: string,
  set: SampleSet,
  reading: Reading,
  task: Task,
  ids: Parameters<typeof judge>[4],
): Prediction[] {
  const { classes, labels } = strataOf(task.y);
  const label = (i: number, row: number): string => {
    const factor = task.z[i]!;
    const value = set.z[i]![row]!;
    if (factor.kind === 'continuous') return Number.isNaN(value) ? '' : String(value);
    return factor.labels[value] ?? '';
  };
  return Array.from(set.rows, (tableRow, row) => ({
    ...job,
    id: ids.image(tableRow),
    patient: ids.patient(set.patients[row]!),
    shift,
    y: labels[set.y[row]!] ?? String(set.y[row]),
    z: task.z.map((_, i) => label(i, row)),
    probabilities: Array.from(reading.probabilities.subarray(row * classes, (row + 1) * classes)),
  }));
}
