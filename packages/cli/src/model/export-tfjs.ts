import { MimmxError } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { graphModel, type Model, type ModelDescription, outputsOf } from '@mimmx/experiment';
import { encodeWeights } from '@mimmx/experiment/node';
import { witnessed } from './compare.ts';
import type { Exported } from './exported.ts';

/** What of TensorFlow.js's converter package is used. */
interface Converter {
  loadGraphModel(from: tf.io.IOHandler): Promise<{
    execute(inputs: tf.NamedTensorMap, outputs: string[]): tf.Tensor | tf.Tensor[];
    dispose(): void;
  }>;
}

/** Its name apart from the import, so that whoever does without it can leave it out. */
const CONVERTER = '@tensorflow/tfjs-converter';

async function loadConverter(): Promise<Converter> {
  try {
    const found = (await import(CONVERTER)) as Converter & { readonly default?: Converter };
    return found.default?.loadGraphModel ? found.default : found;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    throw new MimmxError(
      'E_EXPORT',
      `The model for TensorFlow.js is checked with ${CONVERTER}, which is not installed. Run npm install ${CONVERTER} (22 MB), or export with --to onnx.`,
    );
  }
}

/**
 * Exports what a model reads from images as a graph model of TensorFlow.js, which `tf.loadGraphModel` opens: weights,
 * standardiser and heads inside. It is loaded, run and compared with the model before anybody gets it.
 *
 * @param name of the folder that is made for `model.json` and `weights.bin`
 * @throws E_EXPORT if the two differ by more than 1e-5, if a kernel is not written, or if the converter package is absent
 */
export async function exportTfjs(model: Model, name: string): Promise<Exported> {
  const converter = await loadConverter();
  const { description, shape, pixels, difference } = await witnessed(model);
  const { input, outputs } = description;
  const names = outputs.map((output) => output.name);
  const { topology, signature, weights } = await graphModel((x) => outputsOf(model.read(x)), {
    input: { name: input.name, shape: model.shape },
    outputs: names,
    variables: model.variables,
  });
  const { manifest, bytes } = encodeWeights(weights);
  const json = {
    format: 'graph-model',
    generatedBy: 'mimmx',
    convertedBy: null,
    signature,
    modelTopology: topology,
    weightsManifest: manifest.weightsManifest,
    userDefinedMetadata: { mimmx: description },
  };
  const loaded = await converter.loadGraphModel({
    load: async () => ({
      modelTopology: topology as never,
      signature,
      format: json.format,
      weightSpecs: manifest.weightsManifest.flatMap((group) => group.weights) as never,
      weightData: bytes.slice().buffer,
    }),
  });
  const found = tf.tidy(() =>
    [loaded.execute({ [input.name]: tf.tensor(pixels, [...shape]) }, names)].flat(),
  );
  loaded.dispose();
  const values: Record<string, ArrayLike<number>> = {};
  for (const [i, tensor] of found.entries()) values[names[i]!] = (await tensor.data()) as Float32Array;
  tf.dispose(found);
  const off = difference(values, 'TensorFlow.js');
  return {
    files: { [`${name}-tfjs/model.json`]: JSON.stringify(json), [`${name}-tfjs/weights.bin`]: bytes },
    description,
    checked: `TensorFlow.js's graph model agrees with the model to ${off.toExponential(1)}`,
    snippet: { language: 'JavaScript', text: tfjsSnippet(`${name}-tfjs/model.json`, description) },
  };
}

/** Lines of JavaScript that run the exported model in a page. */
export function tfjsSnippet(file: string, { input, outputs }: ModelDescription): string {
  const [answer] = outputs;
  const shape = ['-1', ...input.shape.slice(1)].join(', ');
  return [
    "import * as tf from '@tensorflow/tfjs';",
    `const model = await tf.loadGraphModel(${JSON.stringify(file)});`,
    `// pixels: Float32Array, [${input.axes.join(', ')}], prepared as "preparation" in the JSON says`,
    `const images = tf.tensor(pixels).reshape([${shape}]);`,
    `const ${answer!.name} = model.execute({ ${input.name}: images }, ${JSON.stringify(answer!.name)});`,
    ...(answer!.classes
      ? [
          `const classes = ${JSON.stringify(answer!.classes)};`,
          `console.log((await ${answer!.name}.argMax(1).array()).map((i) => classes[i]));`,
        ]
      : [`console.log(await ${answer!.name}.array());${answer!.unit ? ` // ${answer!.unit}` : ''}`]),
  ].join('\n');
}
