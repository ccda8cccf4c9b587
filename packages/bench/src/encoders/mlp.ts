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
      'Whether features go through ReLU as the layers before them do: the published nets have a linear head on such a layer.',
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
  create({ inputShape, width, random }, { hidden, features, init }) {
    const input = tf.input({ shape: [...inputShape] });
    let x = tf.layers.flatten().apply(input) as tf.SymbolicTensor;
    const seed = () => random.seed() % 0x7fffffff;
    const layer = (units: number, activation: 'relu' | 'linear') => {
      const bound = 1 / Math.sqrt(x.shape[1]!);
      const uniform = () => tf.initializers.randomUniform({ minval: -bound, maxval: bound, seed: seed() });
      x = tf.layers
        .dense({
          units,
          activation,
          kernelInitializer: init === 'torch' ? uniform() : tf.initializers.glorotUniform({ seed: seed() }),
          biasInitializer: init === 'torch' ? uniform() : 'zeros',
        })
        .apply(x) as tf.SymbolicTensor;
    };
    for (const units of hidden) layer(units, 'relu');
    layer(width, features);
    return tf.model({ inputs: input, outputs: x });
  },
});

declare module '@mimmx/core' {
  interface EncoderOptions {
    mlp: z.input<typeof schema>;
  }
}
