import type { Factor, Reading } from '@mimmx/core';
import type { Model } from './model.ts';

/** One output of an exported model. */
export interface OutputDescription {
  readonly name: string;
  readonly meaning: string;
  /** Columns. */
  readonly width: number;
  /** What each column is, in order. */
  readonly classes?: readonly string[];
  readonly unit?: string;
}

/** `model.json`: what a program needs to know that runs an exported model. */
export interface ModelDescription {
  readonly format: 'mimmx-model';
  readonly version: 1;
  readonly method: string;
  /** Plugin name of the method. */
  readonly plugin: string;
  readonly seed: number;
  readonly input: {
    readonly name: string;
    readonly type: 'float32';
    /** The first axis is the batch. */
    readonly shape: readonly (number | 'batch')[];
    readonly axes: readonly string[];
  };
  /** How pixels were made of files: the data set and its options, completed. Values go into the model as they come out. */
  readonly preparation: { readonly dataset: string; readonly options: Readonly<Record<string, unknown>> };
  readonly outputs: readonly OutputDescription[];
  readonly task: { readonly y: Factor; readonly z: readonly Factor[] };
  readonly made: Readonly<Record<string, unknown>>;
}

/** Name of the output that says y. */
const answerName = (y: Factor): string => (y.kind === 'categorical' ? 'probabilities' : 'value');

const AXES: Readonly<Record<number, readonly string[]>> = {
  3: ['batch', 'height', 'width', 'channels'],
  4: ['batch', 'depth', 'height', 'width', 'channels'],
};

/** The tensors of a reading in the order of {@link describeModel}'s outputs. */
export const outputsOf = ({ prediction, features, switched = [] }: Reading) => [
  prediction,
  features,
  ...switched,
];

/**
 * Says what goes into a model and what comes out.
 *
 * @param widths columns of each output, in the order of {@link outputsOf}
 */
export function describeModel(model: Model, widths: readonly number[]): ModelDescription {
  const { task, shape, card, seed, method } = model;
  const { y, z } = task;
  const { dataset, encoder, network } = card.resolved;
  const switched = z.slice(0, widths.length - 2).map((factor, i): OutputDescription => {
    const classes = factor.kind === 'categorical' ? { classes: factor.labels } : {};
    const meaning = `what the head of ${factor.name} reads from f_y: near chance if f_y does not carry it`;
    return { name: `${factor.name}_from_features`, meaning, width: widths[i + 2]!, ...classes };
  });
  return {
    format: 'mimmx-model',
    version: 1,
    method,
    plugin: card.resolved.method.name,
    seed,
    input: {
      name: 'image',
      type: 'float32',
      shape: ['batch', ...shape],
      axes: AXES[shape.length] ?? [],
    },
    preparation: { dataset: dataset.name, options: dataset.options },
    outputs: [
      {
        name: answerName(y),
        width: widths[0]!,
        ...(y.kind === 'categorical'
          ? { meaning: `probability of each class of ${y.name}`, classes: y.labels }
          : { meaning: `${y.name}, in its own unit`, ...(y.unit ? { unit: y.unit } : {}) }),
      },
      {
        name: 'features',
        width: widths[1]!,
        meaning: `f_y${network.standardise ? ', standardised by the moments of training' : ''}`,
      },
      ...switched,
    ],
    task,
    made: { encoder, method: card.resolved.method, network },
  };
}
