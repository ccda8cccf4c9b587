import { z } from 'zod';
import {
  defineEncoder,
  type EncoderContext,
  option,
  options,
  space,
  withDefault,
} from '../../contracts/index.ts';
import { MimmxError } from '../../errors.ts';
import type * as tf from '../../tf/index.ts';
import { type Blocks, createBlocks, normOption } from './blocks.ts';

const schema = options({
  norm: normOption,
  channels: option(z.number().int().positive(), {
    default: 64,
    description: 'Channels of the first stage; each further stage doubles them.',
    space: space.choice(16, 32, 64),
  }),
});
type Options = z.output<typeof schema>;

/** Two 3-wide convolutions and a shortcut, projected where the shape changes (He et al., 2016, fig. 5 left). */
function basicBlock(
  blocks: Blocks,
  x: tf.SymbolicTensor,
  filters: number,
  stride: number,
): tf.SymbolicTensor {
  const first = blocks.relu(blocks.norm(blocks.conv(x, filters, 3, { stride })));
  const second = blocks.norm(blocks.conv(first, filters, 3));
  const changes = stride !== 1 || x.shape.at(-1) !== filters;
  const shortcut = changes ? blocks.norm(blocks.conv(x, filters, 1, { stride })) : x;
  return blocks.relu(blocks.add(second, shortcut));
}

const build =
  (stages: readonly number[]) =>
  (context: EncoderContext, { norm, channels }: Options) => {
    const blocks = createBlocks(context, norm);
    let x = blocks.maxPool(
      blocks.relu(blocks.norm(blocks.conv(blocks.input, channels, 7, { stride: 2 }))),
      3,
      2,
    );
    for (const [stage, count] of stages.entries()) {
      for (let i = 0; i < count; i++)
        x = basicBlock(blocks, x, channels * 2 ** stage, i === 0 && stage > 0 ? 2 : 1);
    }
    return blocks.finish(x);
  };

/** ResNet-18 (He et al., 2016) for images, any size and number of channels. */
export const resnet18 = defineEncoder({
  name: 'resnet-18',
  summary: 'ResNet-18 for images.',
  source: 'He et al., CVPR 2016',
  options: schema,
  create: build([2, 2, 2, 2]),
});

/** ResNet-34 (He et al., 2016) for images, any size and number of channels. */
export const resnet34 = defineEncoder({
  name: 'resnet-34',
  summary: 'ResNet-34 for images.',
  source: 'He et al., CVPR 2016',
  options: schema,
  create: build([3, 4, 6, 3]),
});

const volumeSchema = schema.extend({ channels: withDefault(schema.shape.channels, 32) });

/** ResNet-10 with 3-D convolutions, after MedicalNet (Chen et al., 2019), for volumes. */
export const resnet10Volume = defineEncoder({
  name: 'resnet-10-3d',
  summary: 'A 3-D ResNet-10 for volumes.',
  source: 'He et al., CVPR 2016; Chen et al., 2019',
  options: volumeSchema,
  create(context, settings) {
    if (context.inputShape.length !== 4) {
      throw new MimmxError(
        'E_ENCODER',
        `resnet-10-3d reads volumes, and the data set has images of [${context.inputShape}]. Take resnet-18 for images.`,
      );
    }
    return build([1, 1, 1, 1])(context, settings);
  },
});

declare module '@mimmx/core' {
  interface EncoderOptions {
    'resnet-18': z.input<typeof schema>;
    'resnet-34': z.input<typeof schema>;
    'resnet-10-3d': z.input<typeof volumeSchema>;
  }
}
