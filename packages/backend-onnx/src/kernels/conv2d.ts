import { MimmxError } from '@mimmx/core';
import * as tf from '@tensorflow/tfjs';
import { kernel } from '../backend/kernel.ts';
import type { Value } from '../graph/index.ts';
import { activate } from './activation.ts';
import {
  alongChannels,
  convolve,
  convolveFilterGradient,
  convolveInputGradient,
  withBias,
} from './convolution.ts';
import { window2d } from './window.ts';

type Shape4 = [number, number, number, number];

const geometry = (
  shape: readonly number[],
  filterShape: readonly number[],
  a: Pick<tf.Conv2DAttrs, 'strides' | 'pad' | 'dataFormat' | 'dimRoundingMode'> &
    Partial<Pick<tf.Conv2DAttrs, 'dilations'>>,
) =>
  window2d(
    tf.backend_util.computeConv2DInfo(
      [...shape] as Shape4,
      [...filterShape] as Shape4,
      a.strides,
      a.dilations ?? 1,
      a.pad,
      a.dimRoundingMode,
      false,
      tf.backend_util.convertConv2DDataFormat(a.dataFormat ?? 'NHWC'),
    ),
  );

export const conv2dKernels = [
  kernel<'x' | 'filter', tf.Conv2DAttrs>('Conv2D', ({ x, filter }, a) => {
    const w = geometry(x.shape, filter.shape, a);
    const inputs = x.shape[w.channelsLast ? 3 : 1] as number;
    return convolve(x, filter, w, inputs / (filter.shape[2] as number));
  }),
  kernel<'dy' | 'filter', tf.Conv2DBackpropInputAttrs>('Conv2DBackpropInput', ({ dy, filter }, a) =>
    convolveInputGradient(dy, filter, geometry(a.inputShape, filter.shape, a)),
  ),
  kernel<'x' | 'dy', tf.Conv2DBackpropFilterAttrs>('Conv2DBackpropFilter', ({ x, dy }, a) =>
    convolveFilterGradient(x, dy, geometry(x.shape, a.filterShape, a)),
  ),
  {
    name: 'FusedConv2D',
    record: (inputs: Readonly<Record<string, Value>>, attributes: object) => {
      const { x, filter, bias, preluActivationWeights } = inputs as { x: Value; filter: Value } & {
        [name: string]: Value | undefined;
      };
      const a = attributes as tf.FusedConv2DAttrs;
      const w = geometry(x.shape, filter.shape, a);
      const plain = withBias(convolve(x, filter, w), bias, w.channelsLast);
      const result = activate(
        plain,
        a.activation,
        alongChannels(preluActivationWeights, plain, w.channelsLast),
        a.leakyreluAlpha,
      );
      if (!result)
        throw new MimmxError(
          'E_UNSUPPORTED_OP',
          `Activation ${a.activation} cannot be fused; apply it after conv2d.`,
        );
      return result;
    },
  },
];
