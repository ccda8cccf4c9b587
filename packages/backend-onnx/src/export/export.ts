import { MimmxError } from '@mimmx/core';
import type * as tf from '@mimmx/core/tf';
import { exportFunction } from './export-function.ts';

/**
 * Writes a model for inference as ONNX (opset 21, no custom operators): inputs and outputs have the model's names, the
 * first axis of each is free.
 *
 * @returns the bytes of an `.onnx` file
 * @throws E_BACKEND if the current backend is not `onnx`; E_EXPORT if the graph depends on the batch in a way that no
 * reshape can leave open
 * @example
 * await writeFile('model.onnx', await exportOnnx(model));
 */
export const exportOnnx = (model: tf.LayersModel): Promise<Uint8Array> =>
  exportFunction(
    (...inputs) => {
      const predicted = model.predict(inputs, { batchSize: inputs[0]!.shape[0]! });
      return Array.isArray(predicted) ? predicted : [predicted];
    },
    {
      inputs: model.inputs.map(({ shape, dtype }, i) => ({
        name: model.inputNames[i]!,
        shape: shape.slice(1).map((n) => known(n, model.inputNames[i]!)),
        dtype,
      })),
      outputs: model.outputNames.map((name) => outputName(model, name)),
    },
  );

/** An output may share a name with an input of the next model; a file needs them distinct. */
const outputName = (model: tf.LayersModel, name: string): string =>
  model.inputNames.includes(name) ? `${name}_output` : name;

const known = (n: number | null, name: string): number => {
  if (n !== null) return n;
  throw new MimmxError(
    'E_EXPORT',
    `Input "${name}" leaves more than its batch open; give the model a full inputShape.`,
  );
};
