import { type Dataset, isMimmxError, MimmxError, Random, type Task } from '@mimmx/core';
import {
  type ClassMapping,
  createImageStore,
  type ImageStore,
  matchTask,
  type SampleSet,
  type TaskConfig,
} from '@mimmx/data';
import type { Measure, MeasureFamily, MeasureRow } from '@mimmx/evaluation';
import { leakageRowsOf, measureSet } from '../trial/evaluate.ts';
import { predictionsOf } from '../trial/evaluate-method.ts';
import type { SetReading } from '../trial/read-set.ts';
import type { Features, Predictions } from '../trial/store.ts';
import type { Trial } from '../trial/trial.ts';

/** What testing needs to know of a trained model. */
export interface TestedModel {
  readonly task: Task;
  readonly seed: number;
  /** Shape of one image. */
  readonly shape: readonly number[];
  readonly source: { readonly trial: Trial };
  readonly measures: readonly (Measure | MeasureFamily)[];
  readSet(set: SampleSet, images: ImageStore): Promise<SetReading>;
}

export interface EvaluationOptions {
  /** Name of the set in the rows; `external` if absent. */
  readonly name?: string;
  /** Classes that go by another name in these data: factor → their class → the model's, or null to leave rows out. */
  readonly classes?: Readonly<Record<string, ClassMapping>>;
  /** Bootstrap resamples of each interval; as in training if absent. */
  readonly bootstrap?: number;
  /** Coverage of the intervals; as in training if absent. */
  readonly level?: number;
}

/** What a trained model came to on other data. */
export interface ModelEvaluation {
  readonly rows: readonly MeasureRow[];
  /** What was left out, is not known, or could not be measured, in sentences. */
  readonly notes: readonly string[];
  readonly predictions: Predictions;
  readonly features: Features;
  /** The rows whose images could be read. */
  readonly set: SampleSet;
  /** The model's. */
  readonly task: Task;
  /** Value of a measure over all rows, null where it is not defined: `accuracy`, `auroc`, `worst-group accuracy`, … */
  value(measure: string, factor?: string): number | null;
}

/** Data of other origin, and how to read them. */
export interface OtherData {
  readonly dataset: Dataset;
  readonly task: { readonly y: TaskConfig['y']; readonly z?: TaskConfig['z'] | undefined };
}

/**
 * Tests a model on every row of other data: no training set, no split, no selection. What cannot be measured there is a
 * row with a note.
 *
 * @throws E_CLASSES if classes differ by name and no mapping is given, E_MODEL if images have another shape, and the
 *   errors of data
 */
export async function evaluateModel(
  model: TestedModel,
  { dataset, task: given }: OtherData,
  options: EvaluationOptions = {},
): Promise<ModelEvaluation> {
  const { task } = model;
  const { name = 'external', classes = {}, ...other } = options;
  const evaluation = { ...model.source.trial.evaluation, ...other };
  requireShape(model, dataset);
  const { set, notes } = matchTask(task, dataset, { name, task: given, classes });
  const reading = await model.readSet(set, createImageStore(dataset));
  const random = new Random(model.seed);
  const rows = measureSet(reading, task, evaluation, random, model.measures);
  const about = { set: name, value: null, low: null, high: null, count: reading.set.rows.length };
  const unread: MeasureRow[] = [];
  task.z.forEach((factor, i) => {
    const known = set.z[i]!.some((value) =>
      factor.kind === 'categorical' ? value >= 0 : !Number.isNaN(value),
    );
    if (!known) {
      unread.push({ ...about, measure: 'leakage', factor: factor.name, note: 'not known in these data' });
      return;
    }
    const one = { ...reading.set, z: [reading.set.z[i]!] };
    const read = {
      ...reading,
      set: one,
      switched: reading.switched.length > i ? [reading.switched[i]!] : [],
    };
    try {
      rows.push(...leakageRowsOf(read, { y: task.y, z: [factor] }, evaluation, random));
    } catch (error) {
      if (!isMimmxError(error)) throw error;
      unread.push({ ...about, measure: 'leakage', factor: factor.name, note: error.message });
    }
  });
  rows.push(...unread);
  return {
    rows,
    notes,
    predictions: predictionsOf({ dataset, task })(reading.set, name, reading.prediction),
    features: { set: name, width: reading.width, values: reading.features },
    set: reading.set,
    task,
    value: (measure, factor) =>
      rows.find(
        (row) =>
          row.measure === measure &&
          row.factor === factor &&
          row.group === undefined &&
          row.probe === undefined,
      )?.value ?? null,
  };
}

/** @throws E_MODEL if images have another shape than those of the training */
export function requireShape(model: Pick<TestedModel, 'shape'>, { shape }: Pick<Dataset, 'shape'>): void {
  if (shape.join() === model.shape.join()) return;
  throw new MimmxError(
    'E_MODEL',
    `The model takes images of shape [${model.shape}], and these are [${shape}]. Prepare them as for training (image.size, channels).`,
  );
}
