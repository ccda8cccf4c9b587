import { exportFunction, runOnnx } from '@mimmx/backend-onnx';
import { type Model, outputsOf } from '@mimmx/experiment';
import { witnessed } from './compare.ts';
import type { Exported } from './exported.ts';
import { pythonSnippet } from './python-snippet.ts';

/**
 * Exports what a model reads from images, on the `onnx` backend: prediction, features and switched heads, weights and
 * standardiser inside. The file is run in ONNX Runtime and compared with the model before anybody gets it.
 *
 * @param name of the file, without its ending
 * @throws E_EXPORT if the two differ by more than 1e-5, or the graph hangs on the batch size
 */
export async function exportOnnxModel(model: Model, name: string): Promise<Exported> {
  const { description, shape, pixels, difference } = await witnessed(model);
  const { input, outputs } = description;
  const file = await exportFunction((x) => outputsOf(model.read(x!)), {
    inputs: [{ name: input.name, shape: model.shape }],
    outputs: outputs.map((output) => output.name),
    variables: model.variables,
  });
  const found = await runOnnx(file, { [input.name]: { shape, values: pixels } });
  const off = difference(
    Object.fromEntries(Object.entries(found).map(([output, { values }]) => [output, values])),
    'ONNX Runtime',
  );
  return {
    files: { [`${name}.onnx`]: file },
    description,
    checked: `ONNX Runtime agrees with the model to ${off.toExponential(1)}`,
    snippet: { language: 'Python', text: pythonSnippet(`${name}.onnx`, description) },
  };
}
