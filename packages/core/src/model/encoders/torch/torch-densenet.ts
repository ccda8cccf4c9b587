import type { z } from 'zod';
import { defineEncoder } from '../../../contracts/index.ts';
import { torchEncoder, torchOptions } from './torch-encoder.ts';
import type { TorchLayers } from './torch-layers.ts';

const GROWTH = 32;
const STAGES = [6, 12, 24, 16] as const;

function densenet(layers: TorchLayers) {
  const { input, conv, norm, relu, concat } = layers;
  let x = layers.pool(relu(norm('norm0', conv('conv0', input, 2 * GROWTH, 7, 2))));
  for (const [stage, count] of STAGES.entries()) {
    for (let i = 1; i <= count; i++) {
      const name = `denseblock${stage + 1}.denselayer${i}`;
      const narrow = conv(`${name}.conv1`, relu(norm(`${name}.norm1`, x)), 4 * GROWTH, 1);
      x = concat(x, conv(`${name}.conv2`, relu(norm(`${name}.norm2`, narrow)), GROWTH, 3));
    }
    if (stage === STAGES.length - 1) break;
    const name = `transition${stage + 1}`;
    x = layers.averagePool(conv(`${name}.conv`, relu(norm(`${name}.norm`, x)), x.shape.at(-1)! / 2, 1));
  }
  return relu(norm('norm5', x));
}

/**
 * torchvision's `densenet121`, layer for layer, so that its weights can be loaded, and those of torchxrayvision, which is
 * the same network for one channel.
 */
export const torchDensenet121 = defineEncoder({
  name: 'densenet121',
  summary: 'DenseNet-121 as torchvision and torchxrayvision build it, for weights of your own.',
  source: 'Huang et al., CVPR 2017; torchvision; Cohen et al., MIDL 2022',
  options: torchOptions,
  create: (context, given) => torchEncoder('densenet121', context, given, densenet),
});

declare module '@mimmx/core' {
  interface EncoderOptions {
    densenet121: z.input<typeof torchOptions>;
  }
}
