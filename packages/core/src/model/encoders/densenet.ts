import { z } from 'zod';
import { defineEncoder, option, options, space } from '../../contracts/index.ts';
import { createBlocks, normOption } from './blocks.ts';

const schema = options({
  norm: normOption,
  growth: option(z.number().int().positive(), {
    default: 32,
    description: 'Channels that each layer adds (k).',
    space: space.choice(8, 12, 24, 32),
  }),
});

/** DenseNet-121 (Huang et al., 2017, table 1), the encoder of CheXpert's reference and of the thesis. */
export const densenet121 = defineEncoder({
  name: 'densenet-121',
  summary: 'DenseNet-121 for images.',
  source: 'Huang et al., CVPR 2017',
  options: schema,
  create(context, { norm, growth }) {
    const blocks = createBlocks(context, norm);
    const layer = (x: typeof blocks.input) => {
      const narrow = blocks.conv(blocks.relu(blocks.norm(x)), 4 * growth, 1);
      return blocks.concat(x, blocks.conv(blocks.relu(blocks.norm(narrow)), growth, 3));
    };
    let x = blocks.conv(blocks.input, 2 * growth, 7, { stride: 2 });
    x = blocks.maxPool(blocks.relu(blocks.norm(x)), 3, 2);
    const stages = [6, 12, 24, 16];
    for (const [stage, layers] of stages.entries()) {
      for (let i = 0; i < layers; i++) x = layer(x);
      if (stage === stages.length - 1) break;
      x = blocks.conv(blocks.relu(blocks.norm(x)), Math.floor(x.shape.at(-1)! / 2), 1);
      x = blocks.averagePool(x, 2);
    }
    return blocks.finish(blocks.relu(blocks.norm(x)));
  },
});

declare module '@mimmx/core' {
  interface EncoderOptions {
    'densenet-121': z.input<typeof schema>;
  }
}
