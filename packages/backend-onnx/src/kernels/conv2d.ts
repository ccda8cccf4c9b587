import type * as tf from '@mimmx/core/tf';
import { kernel } from '../backend/kernel.ts';
import type { Value } from '../graph/index.ts';
import { convolve, convolveFilterGradient, convolveInputGradient } from './convolution.ts';
import { type FusedInputs, finish } from './fused.ts';
import { geometry2d } from './window.ts';

export const conv2dKernels = [
  kernel<'x' | 'filter', tf.Conv2DAttrs>('Conv2D', ({ x, filter }, a) => {
    const w = geometry2d(x.shape, filter.shape, a);
    const inputs = x.shape[w.channelsLast ? 3 : 1] as number;
    return convolve(x, filter, w, inputs / (filter.shape[2] as number));
  }),
  kernel<'dy' | 'filter', tf.Conv2DBackpropInputAttrs>('Conv2DBackpropInput', ({ dy, filter }, a) =>
    convolveInputGradient(dy, filter, geometry2d(a.inputShape, filter.shape, a)),
  ),
  kernel<'x' | 'dy', tf.Conv2DBackpropFilterAttrs>('Conv2DBackpropFilter', ({ x, dy }, a) =>
    convolveFilterGradient(x, dy, geometry2d(x.shape, a.filterShape, a)),
  ),
  {
    name: 'FusedConv2D',
    record: (inputs: Readonly<Record<string, Value>>, attributes: object) => {
      const { x, filter, ...rest } = inputs as { x: Value; filter: Value } & FusedInputs;
      const a = attributes as tf.FusedConv2DAttrs;
      const w = geometry2d(x.shape, filter.shape, a);
      return finish(convolve(x, filter, w), rest, a, 'conv2d', w.channelsLast);
    },
  },
];
