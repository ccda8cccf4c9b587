import type * as tf from '@tensorflow/tfjs';
import { disposeBatch, type Method, type Task } from '../contracts/index.ts';
import {
  evaluationBatches,
  type ImageStore,
  leakageObstacle,
  leakageSet,
  type PreparedData,
  type SampleSet,
  subset,
} from '../data/index.ts';
import { MimmxError } from '../errors.ts';
import { continuousLeakage, evaluatePredictions, leakage, switchedHead } from '../evaluation/index.ts';
import type { Random } from '../tensor/index.ts';
import type { ExperimentConfig } from './config.ts';
import type { FeatureBlock, Job, LeakageResult, Prediction, ShiftResult } from './record.ts';

/** Everything a trained method says about one set of images. */
interface Reading {
  /** The samples whose images could be read, which all else belongs to; the whole set as a rule. */
  readonly set: SampleSet;
  readonly probabilities: Float32Array;
  readonly features: Float32Array;
  readonly width: number;
  /** Probabilities of each confounder's own head on f_y; empty where it does not fit. */
  readonly switched: readonly Float32Array[];
}

async function read(
  method: Method,
  set: SampleSet,
  task: Task,
  images: ImageStore,
  size: number,
): Promise<Reading> {
  const rows = set.rows.length;
  const kept: number[] = [];
  const columns: { probabilities: Float32Array[]; features: Float32Array[]; switched: Float32Array[][] } = {
    probabilities: [],
    features: [],
    switched: task.z.map(() => []),
  };
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
    columns.probabilities.push(await take(await method.predict(batch.x)));
    columns.features.push(await take(await method.features(batch.x)));
    const heads = (await method.switchedHeads?.(batch.x)) ?? [];
    for (const [i, head] of heads.entries()) columns.switched[i]!.push(await take(head));
    disposeBatch(batch);
    for (const index of indices) kept.push(index);
  }
  if (kept.length === 0) {
    throw new MimmxError(
      'E_NO_ROWS',
      `None of the ${rows} images of set "${set.name}" can be read. Mend the files that quarantine.csv lists.`,
    );
  }
  const features = join(columns.features);
  return {
    set: kept.length < rows ? subset(set, Int32Array.from(kept)) : set,
    probabilities: join(columns.probabilities),
    features,
    width: features.length / kept.length,
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

/** Reads every test set with a trained method: metrics by shift, leakage by fresh probes, predictions, features. */
export async function judge(
  job: Job,
  method: Method,
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
    const reading = await read(method, set, task, images, settings.batchSize);
    const lost = set.rows.length - reading.set.rows.length;
    judged.shifts[shift] = { ...shiftResult(reading, task, settings, random), ...(lost > 0 ? { lost } : {}) };
    for (const prediction of predictions(job, shift, reading, task, ids)) judged.predictions.push(prediction);
    if (shift !== leakageSet(data.splits.shifts)) continue;
    for (const [i, factor] of task.z.entries()) {
      // What cannot be measured is left out; the data's notes say why.
      if (leakageObstacle(reading.set, task, i) === null)
        judged.leakage[factor.name] = leak(reading, task, i, settings, random);
    }
    features = {
      ...job,
      width: reading.width,
      values: reading.features,
      ids: [...reading.set.rows].map(ids.image),
      y: reading.set.y,
      z: reading.set.z,
    };
  }
  return { ...judged, features: features! };
}

/** Fresh probes on a set, for watching a training: the best balanced accuracy (or R²) for each confounder. */
export async function probe(
  method: Method,
  set: SampleSet,
  task: Task,
  images: ImageStore,
  batchSize: number,
  random: Random,
): Promise<Record<string, number>> {
  const reading = await read(method, set, task, images, batchSize);
  return Object.fromEntries(
    task.z.flatMap((factor, i) => {
      if (leakageObstacle(reading.set, task, i) !== null) return [];
      const { linear, knn, mlp } = leak(reading, task, i, { bootstrap: 0, level: 0.95 }, random);
      return [[`probe.${factor.name}`, Math.max(linear, knn, mlp)]];
    }),
  );
}

function shiftResult(
  reading: Reading,
  task: Task,
  { bootstrap, level }: ExperimentConfig['evaluation'],
  random: Random,
): ShiftResult {
  const { set } = reading;
  const result = evaluatePredictions({
    y: set.y,
    probabilities: reading.probabilities,
    z: task.z.flatMap((factor, i) =>
      factor.kind === 'categorical'
        ? [{ name: factor.name, codes: set.z[i] as Int32Array, labels: [...factor.labels] }]
        : [],
    ),
    labels: task.y.labels,
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
      right + (argmax(reading.probabilities, row, task.y.classes) === set.y[row] ? 1 : 0),
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
  reading: Reading,
  task: Task,
  i: number,
  { bootstrap, level }: Pick<ExperimentConfig['evaluation'], 'bootstrap' | 'level'>,
  random: Random,
): LeakageResult {
  const { set } = reading;
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
  reading: Reading,
  task: Task,
  ids: Parameters<typeof judge>[3],
): Prediction[] {
  const { set } = reading;
  const { classes, labels } = task.y;
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
