import { defineEncoder, option, options } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';

const schema = options({
  hidden: option(z.array(z.number().int().positive()), {
    default: [100, 100],
    description: 'Units of the layers before the features.',
  }),
  features: option(z.enum(['relu', 'linear']), {
    default: 'relu',
    description:
      'Whether f_y goes through ReLU as the layers before it do: the published nets have a linear head on such a layer. Features of confounders never do, since a few units that are 0 for every image would never learn.',
  }),
  init: option(z.enum(['torch', 'glorot']), {
    default: 'torch',
    description:
      "First weights. `torch`: weights and biases uniform in ±1/√inputs. `glorot`: Glorot's uniform weights, biases 0.",
  }),
});

/** A perceptron on the pixels: ReLU layers and the features. */
export const mlp = defineEncoder({
  name: 'mlp',
  summary: 'A perceptron on the pixels of small images.',
  options: schema,
  create({ inputShape, width, primaryWidth = width, random }, { hidden, features, init }) {
    const input = tf.input({ shape: [...inputShape] });
    const seed = () => random.seed() % 0x7fffffff;
    const layer = (x: tf.SymbolicTensor, units: number, activation: 'relu' | 'linear') => {
      const bound = 1 / Math.sqrt(x.shape[1]!);
      const uniform = () => tf.initializers.randomUniform({ minval: -bound, maxval: bound, seed: seed() });
      return tf.layers
        .dense({
          units,
          activation,
          kernelInitializer: init === 'torch' ? uniform() : tf.initializers.glorotUniform({ seed: seed() }),
          biasInitializer: init === 'torch' ? uniform() : 'zeros',
        })
        .apply(x) as tf.SymbolicTensor;
    };
    const pixels = tf.layers.flatten().apply(input) as tf.SymbolicTensor;
    const last = hidden.reduce((x, units) => layer(x, units, 'relu'), pixels);
    const apart = features === 'relu' && primaryWidth < width;
    const primary = layer(last, apart ? primaryWidth : width, features);
    const x = apart
      ? (tf.layers
          .concatenate()
          .apply([primary, layer(last, width - primaryWidth, 'linear')]) as tf.SymbolicTensor)
      : primary;
    return tf.model({ inputs: input, outputs: x });
  },
});

declare module '@mimmx/core' {
  interface EncoderOptions {
    mlp: z.input<typeof schema>;
  }
}
