import {
  type Backend,
  type Factor,
  type Method,
  MimmxError,
  Random,
  type Registry,
  restoreSnapshot,
  type Task,
} from '@mimmx/core';
import type * as tf from '@mimmx/core/tf';
import { type ImageStore, matchTask, type SampleSet } from '@mimmx/data';
import type { Measure, MeasureFamily } from '@mimmx/evaluation';
import type { ExperimentConfig } from '../config.ts';
import { buildMethod } from '../trial/build-method.ts';
import { measuresOf } from '../trial/judging.ts';
import { createReader, type SetReading } from '../trial/read-set.ts';
import type { Checkpoint, TrialResult } from '../trial/store.ts';
import type { Trial } from '../trial/trial.ts';
import { type ModelCard, readCard } from './card.ts';
import { evaluateArrays } from './evaluate-arrays.ts';
import type { EvaluationOptions, ModelEvaluation } from './evaluate-model.ts';
import type { ArraysToJudge } from './from-arrays.ts';
import { hollowData } from './hollow-data.ts';
import { arrayStore, countImages, type Images } from './images.ts';
import { checkWitness, witnessOf } from './witness.ts';

/** Where a trained model comes from: the training, and what it left. */
export interface ModelSource {
  readonly config: ExperimentConfig;
  readonly trial: Trial;
  readonly weights: Checkpoint;
  readonly result: TrialResult;
}

/** What a model says of images, image by image. */
export interface ModelPrediction {
  readonly count: number;
  /** Probabilities of the classes, row-major [count, columns]; of a continuous y its value in its own unit. */
  readonly values: Float32Array;
  readonly columns: number;
  /** Names of the classes, one for each column; empty for a continuous y. */
  readonly classes: readonly string[];
  /** The most probable class of each image; empty for a continuous y. */
  readonly labels: readonly string[];
}

/** f_y, row-major [count, width]. */
export interface ModelFeatures {
  readonly count: number;
  readonly width: number;
  readonly values: Float32Array;
}

/** A trained model, ready to be used on other images. */
export interface Model {
  /** Name of the method in its run. */
  readonly method: string;
  readonly seed: number;
  readonly task: Task;
  /** Shape of one image. */
  readonly shape: readonly number[];
  /** Names of the classes of y in the order of the probabilities; empty for a continuous y. */
  readonly classes: readonly string[];
  readonly card: ModelCard;
  readonly source: ModelSource;
  readonly backend: Backend;
  /** What an evaluation of it measures. */
  readonly measures: readonly (Measure | MeasureFamily)[];
  /** Everything that the method keeps, by name; `encoder.`, `heads.` and `averages.` are the network. */
  readonly variables: Readonly<Record<string, tf.Variable>>;
  /** One pass over images, [batch, …shape], on the engine: what is compiled and exported. */
  readonly read: Method['read'];
  /** @throws E_ARRAYS, E_NEED if the method needs confounders of the images */
  predict(images: Images): Promise<ModelPrediction>;
  /** @throws E_ARRAYS, E_NEED */
  features(images: Images): Promise<ModelFeatures>;
  /** Measures of all rows, and what probes read of each confounder from f_y. @throws E_ARRAYS, E_CLASSES */
  evaluate(arrays: ArraysToJudge, options?: EvaluationOptions): Promise<ModelEvaluation>;
  /** Reads a set of images, whose confounders are known where they are. */
  readSet(set: SampleSet, images: ImageStore): Promise<SetReading>;
  /** Frees the engine's memory. */
  dispose(): void;
}

const classesOf = (y: Factor): readonly string[] => (y.kind === 'categorical' ? y.labels : []);

/** Column of the greatest value of each row. */
const greatest = (values: Float32Array, columns: number): number[] =>
  Array.from({ length: values.length / columns }, (_, row) => {
    const own = values.subarray(row * columns, (row + 1) * columns);
    return own.indexOf(Math.max(...own));
  });

/**
 * Makes the model of a finished training again, from its weights and what lies beside them. No data are opened; that it
 * answers as it did after training is checked on two images of noise.
 *
 * @param batchSize images read at a time
 * @throws E_MODEL if it is of another version, or answers otherwise than it did; E_UNKNOWN_NAME for a plugin that is not
 *   there
 */
export async function openModel(
  source: ModelSource,
  { registry, backend }: { readonly registry: Registry; readonly backend: Backend },
): Promise<Model> {
  const { trial, weights } = source;
  const { method: name, seed } = trial.tags;
  const what = `The model of "${name}" (seed ${seed})`;
  const card = readCard(weights.state);
  if (!card) {
    throw new MimmxError(
      'E_MODEL',
      `${what} does not say what it is made of: an older version trained it. Train it again.`,
    );
  }
  const { task, inputShape } = card;
  const method = buildMethod(
    trial,
    { registry, backend },
    { prepared: { task }, images: { shape: inputShape }, restored: true },
    hollowData(task, card.sets),
    new Random(seed),
  );
  try {
    // What a method keeps for each training row may not fit, and nobody needs it here.
    const fits = Object.entries(method.variables).filter(
      ([id, variable]) => weights.variables[id]?.shape.join() === variable.shape.join(),
    );
    restoreSnapshot(Object.fromEntries(fits), weights.variables);
    checkWitness(await witnessOf(method, card), card.witness, what);
  } catch (error) {
    method.dispose();
    throw error;
  }

  const needsZ = registry.get('method', trial.method.name).needs.predict?.includes('z') ?? false;
  const stores = new WeakMap<SampleSet, ImageStore>();
  const images: ImageStore = {
    shape: inputShape,
    size: inputShape.reduce((a, b) => a * b, 1),
    read: (set, indices) => stores.get(set)!.read(set, indices),
  };
  const read = createReader(method, { backend, task, images, batchSize: trial.evaluation.batchSize });
  const readSet: Model['readSet'] = (set, store) => {
    stores.set(set, store);
    return read(set);
  };
  const readImages = async (given: Images): Promise<SetReading & { readonly count: number }> => {
    if (needsZ) {
      throw new MimmxError(
        'E_NEED',
        `"${name}" needs the confounders of images to predict them. Use evaluate, which takes them.`,
      );
    }
    const count = countImages(given, inputShape);
    const { set } = matchTask(task, { table: rowsOnly(count) }, { name: 'images', task: {} });
    return { ...(await readSet(set, arrayStore(given, inputShape))), count };
  };

  const classes = classesOf(task.y);
  const model: Model = {
    method: name,
    seed,
    task,
    shape: inputShape,
    classes,
    card,
    source,
    backend,
    measures: measuresOf(registry, trial.evaluation.measures ?? [], task),
    variables: method.variables,
    read: (x, confounders) => method.read(x, confounders),
    async predict(given) {
      const { prediction: values, columns, count } = await readImages(given);
      const labels =
        task.y.kind === 'categorical' ? greatest(values, columns).map((code) => classes[code]!) : [];
      return { count, values, columns, classes, labels };
    },
    async features(given) {
      const { features: values, width, count } = await readImages(given);
      return { count, width, values };
    },
    evaluate: (arrays, options) => evaluateArrays(model, arrays, options),
    readSet,
    dispose: () => method.dispose(),
  };
  return model;
}

/** A table that says nothing but how many rows there are. */
const rowsOnly = (length: number) => ({
  length,
  ids: Array.from({ length }, (_, i) => String(i)),
  patients: Int32Array.from({ length }, (_, i) => i),
  patientIds: Array.from({ length }, (_, i) => String(i)),
  columns: {},
});
