import type { z } from 'zod';
import { defineEncoder, options } from '../../contracts/index.ts';
import * as tf from '../../tf/index.ts';

const schema = options({});

/**
 * The encoder of MIMM's digit experiments: conv 3×3 (6) – pool – conv 3×3 (16) – conv 3×3 (16) – pool – dense 256 –
 * dense `width`, ReLU throughout. For [28, 28, 1] it has 70,594 parameters at width 6 (with 2-wide heads bypassed).
 * Source: multi-confounder thesis (Stuttgart, 2024), after Fay et al., 2023.
 */
export const digitNet = defineEncoder({
  name: 'digit-net',
  summary: "The thesis's small convolutional net for 28×28 digits.",
  source: 'Fay et al., IEEE Access 2023; Stuttgart thesis 2024',
  options: schema,
  create({ inputShape, width, random }) {
    const init = () => tf.initializers.glorotUniform({ seed: random.seed() % 0x7fffffff });
    const conv = (filters: number) =>
      tf.layers.conv2d({ filters, kernelSize: 3, activation: 'relu', kernelInitializer: init() });
    const input = tf.input({ shape: [...inputShape] });
    let x = conv(6).apply(input) as tf.SymbolicTensor;
    x = tf.layers.maxPooling2d({ poolSize: 2 }).apply(x) as tf.SymbolicTensor;
    x = conv(16).apply(x) as tf.SymbolicTensor;
    x = conv(16).apply(x) as tf.SymbolicTensor;
    x = tf.layers.maxPooling2d({ poolSize: 2 }).apply(x) as tf.SymbolicTensor;
    x = tf.layers.flatten().apply(x) as tf.SymbolicTensor;
    x = tf.layers
      .dense({ units: 256, activation: 'relu', kernelInitializer: init() })
      .apply(x) as tf.SymbolicTensor;
    const output = tf.layers.dense({ units: width, kernelInitializer: init() }).apply(x) as tf.SymbolicTensor;
    return tf.model({ inputs: input, outputs: output });
  },
});

declare module '@mimmx/core' {
  interface EncoderOptions {
    'digit-net': z.input<typeof schema>;
  }
}
