import { defineEncoder, GroupNorm, option, options } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';

const size = z.number().int().positive();
const stride = option(size, { default: 1, description: 'Step of the kernel over the image.' });
const kernel = option(size, { description: 'Height and width of the kernel.' });

const schema = options({
  layers: option(
    z.array(options({ filters: option(size, { description: 'Channels of the layer.' }), kernel, stride })),
    { default: [], description: 'Layers before the one that gives the features.' },
  ),
  last: option(options({ kernel, stride }), {
    description:
      'The layer whose mean over space are the features; it has as many filters as there are features.',
  }),
  norm: option(z.enum(['group', 'batch']), {
    description:
      '`group`: ReLU, then group norm of 8 groups (DomainBed). `batch`: batch norm, then ReLU (ReBias).',
  }),
});

/** Convolutions without pooling, whose mean over space are the features: the nets of DomainBed’s and of Biased-MNIST. */
export const convolutions = defineEncoder({
  name: 'convolutions',
  summary: 'Convolutions without pooling, averaged over space, as published for colored digits.',
  source: 'Gulrajani & Lopez-Paz, ICLR 2021 (MNIST_CNN); Bahng et al., ICML 2020 (SimpleConvNet)',
  options: schema,
  create({ inputShape, width, random }, { layers, last, norm }) {
    const input = tf.input({ shape: [...inputShape] });
    let x: tf.SymbolicTensor = input;
    const apply = (layer: tf.layers.Layer) => {
      x = layer.apply(x) as tf.SymbolicTensor;
    };
    for (const { filters, kernel, stride } of [...layers, { filters: width, ...last }]) {
      apply(
        tf.layers.conv2d({
          filters,
          kernelSize: kernel,
          strides: stride,
          padding: 'same',
          kernelInitializer: tf.initializers.heUniform({ seed: random.seed() % 0x7fffffff }),
        }),
      );
      const groups = filters % 8 === 0 ? 8 : 1;
      if (norm === 'batch') apply(tf.layers.batchNormalization({ momentum: 0.9, epsilon: 1e-5 }));
      apply(tf.layers.reLU());
      if (norm === 'group') apply(new GroupNorm({ groups }));
    }
    apply(tf.layers.globalAveragePooling2d({ dataFormat: 'channelsLast' }));
    return tf.model({ inputs: input, outputs: x });
  },
});

declare module '@mimmx/core' {
  interface EncoderOptions {
    convolutions: z.input<typeof schema>;
  }
}
