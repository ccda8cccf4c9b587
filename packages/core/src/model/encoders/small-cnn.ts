import { z } from 'zod';
import { defineEncoder, option, options, space } from '../../contracts/index.ts';
import { createBlocks, normOption } from './blocks.ts';

const schema = options({
  channels: option(z.array(z.number().int().positive()).min(1), {
    default: [16, 32, 64, 128],
    description: 'Channels of each stage; every stage halves the image.',
    space: space.choice([8, 16, 32], [16, 32, 64], [16, 32, 64, 128]),
  }),
  norm: normOption,
  hidden: option(z.number().int().nonnegative(), {
    default: 0,
    description: 'Units of a dense layer before the features; 0 for none.',
    space: space.choice(0, 64, 256),
  }),
});

/** Stages of [conv 3 – norm – ReLU – max pool 2], mean over space, features. For images or volumes of any size. */
export const smallCnn = defineEncoder({
  name: 'small-cnn',
  summary: 'A plain convolutional net for images or volumes, with batch or group norm.',
  options: schema,
  create(context, { channels, norm, hidden }) {
    const blocks = createBlocks(context, norm);
    let x = blocks.input;
    for (const filters of channels)
      x = blocks.maxPool(blocks.relu(blocks.norm(blocks.conv(x, filters, 3))), 2);
    x = blocks.globalAverage(x);
    return blocks.finish(hidden > 0 ? blocks.dense(x, hidden, 'relu') : x);
  },
});

declare module '@mimmx/core' {
  interface EncoderOptions {
    'small-cnn': z.input<typeof schema>;
  }
}
