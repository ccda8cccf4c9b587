import { defineEncoder, option, options } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';

/** One dense layer over the pixels, for images so small that they need no convolution. */
export const dense = defineEncoder({
  name: 'dense',
  summary: 'One hidden layer over all pixels.',
  options: options({
    hidden: option(z.number().int().positive(), { default: 32, description: 'Units of the hidden layer.' }),
  }),
  create({ inputShape, width, random }, { hidden }) {
    // TensorFlow.js takes seeds of 31 bits.
    const kernelInitializer = () => tf.initializers.glorotUniform({ seed: random.seed() % 0x7fffffff });
    return tf.sequential({
      layers: [
        tf.layers.flatten({ inputShape: [...inputShape] }),
        tf.layers.dense({ units: hidden, activation: 'tanh', kernelInitializer: kernelInitializer() }),
        tf.layers.dense({ units: width, kernelInitializer: kernelInitializer() }),
      ],
    });
  },
});
