import { defineEncoder } from '@mimmx/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

/** One dense layer over the pixels, for images so small that they need no convolution. */
export const dense = defineEncoder({
  name: 'dense',
  summary: 'One hidden layer over all pixels.',
  options: z.strictObject({
    /** Units of the hidden layer. */
    hidden: z.number().int().positive().default(32),
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
