import { z } from 'zod';
import { type EncoderContext, option, options, space } from '../../../contracts/index.ts';
import { MimmxError } from '../../../errors.ts';
import { setOwnRate } from '../../../tensor/own-rate.ts';
import * as tf from '../../../tf/index.ts';
import { readWeights } from '../../../weights/index.ts';
import { placeWeights } from './place-weights.ts';
import { type TorchLayers, torchLayers } from './torch-layers.ts';

/** Options of every encoder that is torchvision's, layer for layer. */
export const torchOptions = options({
  weights: option(
    z.union([
      z.string(),
      options({
        file: option(z.string(), { description: 'Path, from the folder of the config.' }),
        sha256: option(z.string(), { description: 'What the file must be; the command fills it in.' }),
      }),
    ]),
    {
      absent: 'drawn at random',
      description:
        'Weights to start from, a file of your own: .safetensors, .onnx or the model.json of TensorFlow.js, with the names of torchvision or torchxrayvision (of DenseNet-121 also those of Keras). Its classifier is left out.',
    },
  ),
  frozen: option(z.boolean(), {
    default: false,
    description:
      'Whether the loaded weights stay as they are, moments of normalisation included; then only the map to the features is trained.',
  }),
  learningRate: option(z.number().positive(), {
    absent: "the training's",
    description: 'Learning rate of the loaded weights; it follows the same schedule as the rest.',
    space: space.logUniform(1e-6, 1e-3),
  }),
});
export type TorchOptions = z.output<typeof torchOptions>;

/**
 * Builds an encoder that is torch's network up to its mean over space, and a linear map to the features.
 *
 * @throws E_OPTION, E_ENCODER, E_PRETRAINED
 */
export function torchEncoder(
  network: string,
  context: EncoderContext,
  { weights, frozen, learningRate }: TorchOptions,
  build: (layers: TorchLayers) => tf.SymbolicTensor,
): tf.LayersModel {
  if (frozen && weights === undefined)
    throw new MimmxError(
      'E_OPTION',
      `encoder "${network}": frozen without weights would keep what was drawn at random. Give weights, or leave frozen out.`,
    );
  if (frozen && learningRate !== undefined)
    throw new MimmxError(
      'E_OPTION',
      `encoder "${network}": frozen weights have no learningRate. Leave one of the two out.`,
    );
  const drawn = weights === undefined && !context.restored;
  const layers = torchLayers(context, { network, frozen, drawn });
  const pooled = tf.layers.globalAveragePooling2d({ dataFormat: 'channelsLast' }).apply(build(layers));
  const seed = context.random.seed() % 0x7fffffff;
  const kernelInitializer = tf.initializers.glorotUniform({ seed });
  const features = tf.layers
    .dense({ units: context.width, kernelInitializer })
    .apply(pooled) as tf.SymbolicTensor;
  const model = tf.model({ inputs: layers.input, outputs: features });
  // The weights of a model that is opened again are put in place by whoever has them.
  if (weights !== undefined && !context.restored) {
    const file = typeof weights === 'string' ? weights : weights.file;
    try {
      placeWeights(layers.named, readWeights(weights, context.root ?? '.'), { network, file });
    } catch (error) {
      model.dispose();
      throw error;
    }
  }
  if (learningRate !== undefined)
    for (const { layer } of layers.named)
      for (const weight of layer.trainableWeights) setOwnRate(weight.read() as tf.Variable, learningRate);
  return model;
}
