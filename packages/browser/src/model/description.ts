import { MimmxError } from '@mimmx/core/errors';

/** A variable of the task, as the model's JSON describes it. */
export interface FactorDescription {
  readonly name: string;
  readonly kind: 'categorical' | 'continuous';
  readonly unit?: string;
}

/** One output of an exported model. */
export interface OutputDescription {
  readonly name: string;
  readonly meaning: string;
  readonly width: number;
  readonly classes?: readonly string[];
  readonly unit?: string;
}

/** The JSON beside an exported model, which `mimmx export` writes. */
export interface ModelDescription {
  readonly format: 'mimmx-model';
  readonly version: 1;
  readonly method: string;
  readonly plugin: string;
  readonly seed: number;
  readonly input: {
    readonly name: string;
    readonly type: 'float32';
    readonly shape: readonly (number | 'batch')[];
    readonly axes: readonly string[];
  };
  readonly preparation: { readonly dataset: string; readonly options: Readonly<Record<string, unknown>> };
  readonly outputs: readonly OutputDescription[];
  readonly task: { readonly y: FactorDescription; readonly z: readonly FactorDescription[] };
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/**
 * Checks that a JSON is the description of a model of this version.
 *
 * @throws E_MODEL
 */
export function readDescription(json: unknown): ModelDescription {
  const given = (typeof json === 'object' && json !== null ? json : {}) as Partial<ModelDescription>;
  if (given.format !== 'mimmx-model') {
    throw new MimmxError(
      'E_MODEL',
      'The JSON describes no model of mimmx. Give the one that mimmx export wrote beside the .onnx file.',
    );
  }
  if ((given.version as unknown) !== 1) {
    throw new MimmxError(
      'E_MODEL',
      `The model's description is of version ${given.version}, and this package reads version 1. Install the @mimmx/browser of its time, or export it again.`,
    );
  }
  const whole =
    typeof given.input?.name === 'string' &&
    isList(given.input.shape) &&
    isList(given.outputs) &&
    given.outputs.length >= 2 &&
    typeof given.preparation?.dataset === 'string' &&
    typeof given.task?.y?.name === 'string' &&
    isList(given.task.z);
  if (!whole) {
    throw new MimmxError(
      'E_MODEL',
      "The model's description lacks its input, outputs, task or preparation. Export it again.",
    );
  }
  return given as ModelDescription;
}

/** Shape of one image. */
export const shapeOf = ({ input }: ModelDescription): readonly number[] => input.shape.slice(1).map(Number);
