import { MimmxError } from '@mimmx/core';
import * as tf from '@tensorflow/tfjs';
import { kernel } from '../backend/kernel.ts';
import { emit, int, matMul, pad, reshape, transpose, type Value } from '../graph/index.ts';
import { places, shifted } from '../passes/columns.ts';
import { activate } from './activation.ts';
import { convolveWith, spreadWith, withBias } from './convolution.ts';
import { channelsOutside, trimmed, type Window, window2d } from './window.ts';

type Shape4 = [number, number, number, number];

interface Attributes {
  readonly strides: number | [number, number];
  readonly dilations?: number | [number, number];
  readonly pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  readonly dataFormat?: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

const geometry = (shape: readonly number[], filterShape: readonly number[], a: Attributes): Window =>
  window2d(
    tf.backend_util.computeConv2DInfo(
      [...shape] as Shape4,
      [...filterShape] as Shape4,
      a.strides,
      a.dilations ?? 1,
      a.pad,
      a.dimRoundingMode,
      true,
      tf.backend_util.convertConv2DDataFormat(a.dataFormat ?? 'NHWC'),
    ),
  );

/** [height, width, channels, multiplier] → [channels · multiplier, 1, height, width]. */
const kernels = (filter: Value): Value => {
  const [height, width, channels, multiplier] = filter.shape as Shape4;
  return reshape(transpose(filter, [2, 3, 0, 1]), [channels * multiplier, 1, height, width]);
};

const depthwise = (x: Value, filter: Value, w: Window): Value =>
  convolveWith(x, kernels(filter), w, filter.shape[2] as number);

const inputGradient = (dy: Value, filter: Value, w: Window): Value =>
  spreadWith(dy, kernels(filter), w, filter.shape[2] as number);

/** For each channel, the shifted inputs times the gradients of that channel's outputs. */
const filterGradient = (x: Value, dy: Value, w: Window, multiplier: number): Value => {
  const source = channelsOutside(x, w);
  const gradient = channelsOutside(dy, w);
  const channels = source.shape[0] as number;
  const count = gradient.size / (channels * multiplier);
  const { before, after } = trimmed(w);
  const padded = pad(source, [[0, 0], [0, 0], ...before.map((n, i) => [n, after[i] as number] as const)]);
  const offsets = places(w.size);
  const rows = offsets.map((offset) => reshape(shifted(padded, w, offset), [channels, 1, count]));
  const stacked = emit('Concat', rows, [channels, offsets.length, count], x.type, { axis: int(1) });
  const product = matMul(stacked, reshape(gradient, [channels, multiplier, count]), false, true);
  return reshape(transpose(product, [1, 0, 2]), [...w.size, channels, multiplier]);
};

export const depthwiseKernels = [
  kernel<'x' | 'filter', Attributes>('DepthwiseConv2dNative', ({ x, filter }, a) =>
    depthwise(x, filter, geometry(x.shape, filter.shape, a)),
  ),
  kernel<'dy' | 'filter', Attributes & { inputShape: number[] }>(
    'DepthwiseConv2dNativeBackpropInput',
    ({ dy, filter }, a) => inputGradient(dy, filter, geometry(a.inputShape, filter.shape, a)),
  ),
  kernel<'x' | 'dy', Attributes & { filterShape: number[] }>(
    'DepthwiseConv2dNativeBackpropFilter',
    ({ x, dy }, a) => filterGradient(x, dy, geometry(x.shape, a.filterShape, a), a.filterShape[3] as number),
  ),
  {
    name: 'FusedDepthwiseConv2D',
    record: (inputs: Readonly<Record<string, Value>>, attributes: object) => {
      const { x, filter, bias, preluActivationWeights } = inputs as { x: Value; filter: Value } & {
        [name: string]: Value | undefined;
      };
      const a = attributes as tf.FusedDepthwiseConv2DAttrs;
      const w = geometry(x.shape, filter.shape, a as Attributes);
      const plain = withBias(depthwise(x, filter, w), bias, w.channelsLast);
      const result = activate(plain, a.activation, preluActivationWeights, a.leakyreluAlpha);
      if (!result) {
        throw new MimmxError(
          'E_UNSUPPORTED_OP',
          `Activation ${a.activation} cannot be fused; apply it after depthwiseConv2d.`,
        );
      }
      return result;
    },
  },
];
