import { exportFunction, runOnnx } from '@mimmx/backend-onnx';
import { MimmxError, Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { describeModel, type Model, type ModelDescription, outputsOf } from '@mimmx/experiment';

/** How far ONNX Runtime may be from the model, of a number's size. */
const TOLERANCE = 1e-5;
const IMAGES = 3;

/** A model as an ONNX file, with what a program has to know of it. */
export interface OnnxModel {
  readonly file: Uint8Array;
  readonly description: ModelDescription;
  /** Greatest difference between ONNX Runtime and the model, relative to 1 + the number's size. */
  readonly difference: number;
}

/**
 * Exports what a model reads from images, on the `onnx` backend: prediction, features and switched heads, weights and
 * standardiser inside. The file is run in ONNX Runtime and compared with the model before anybody gets it.
 *
 * @throws E_EXPORT if the two differ by more than 1e-5, or the graph hangs on the batch size
 */
export async function exportModel(model: Model): Promise<OnnxModel> {
  const size = model.shape.reduce((a, b) => a * b, IMAGES);
  const random = new Random(model.seed + 1);
  const pixels = Float32Array.from({ length: size }, () => random.uniform());
  const shape = [IMAGES, ...model.shape];
  const wanted = tf.tidy(() => outputsOf(model.read(tf.tensor(pixels, shape))));
  try {
    const description = describeModel(
      model,
      wanted.map((tensor) => tensor.shape[1]!),
    );
    const outputs = description.outputs.map(({ name }) => name);
    const file = await exportFunction((x) => outputsOf(model.read(x!)), {
      inputs: [{ name: description.input.name, shape: model.shape }],
      outputs,
      variables: model.variables,
    });
    const found = await runOnnx(file, { [description.input.name]: { shape, values: pixels } });
    let difference = 0;
    for (const [i, name] of outputs.entries()) {
      const own = await wanted[i]!.data();
      const given = found[name]!.values;
      own.forEach((value, at) => {
        const off = Math.abs(value - given[at]!) / (1 + Math.abs(value));
        // NaN counts as far off.
        if (!(off <= difference)) difference = off;
      });
    }
    if (difference <= TOLERANCE) return { file, description, difference };
    throw new MimmxError(
      'E_EXPORT',
      `The exported model of "${model.method}" differs from the trained one by ${difference.toExponential(1)} in ONNX Runtime, more than ${TOLERANCE}. Nothing was written; report this.`,
    );
  } finally {
    tf.dispose(wanted);
  }
}
