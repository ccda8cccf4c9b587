import { kernel } from '../backend/kernel.ts';
import { concat, matMul, reshape, transpose, type Value } from '../graph/index.ts';
import { views } from '../passes/columns.ts';
import { convolveWith, spreadWith } from './convolution.ts';
import { type FusedAttributes, type FusedInputs, finish } from './fused.ts';
import { type Attributes2d, channelsOutside, geometry2d, trimmed, type Window } from './window.ts';

type Shape4 = [number, number, number, number];

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
  const rows = views(source, trimmed(w)).map((view) => reshape(view, [channels, 1, count]));
  const stacked = concat(rows, 1);
  const product = matMul(stacked, reshape(gradient, [channels, multiplier, count]), false, true);
  return reshape(transpose(product, [1, 0, 2]), [...w.size, channels, multiplier]);
};

export const depthwiseKernels = [
  kernel<'x' | 'filter', Attributes2d>('DepthwiseConv2dNative', ({ x, filter }, a) =>
    depthwise(x, filter, geometry2d(x.shape, filter.shape, a, true)),
  ),
  kernel<'dy' | 'filter', Attributes2d & { inputShape: number[] }>(
    'DepthwiseConv2dNativeBackpropInput',
    ({ dy, filter }, a) => inputGradient(dy, filter, geometry2d(a.inputShape, filter.shape, a, true)),
  ),
  kernel<'x' | 'dy', Attributes2d & { filterShape: number[] }>(
    'DepthwiseConv2dNativeBackpropFilter',
    ({ x, dy }, a) =>
      filterGradient(x, dy, geometry2d(x.shape, a.filterShape, a, true), a.filterShape[3] as number),
  ),
  {
    name: 'FusedDepthwiseConv2D',
    record: (inputs: Readonly<Record<string, Value>>, attributes: object) => {
      const { x, filter, ...rest } = inputs as { x: Value; filter: Value } & FusedInputs;
      const a = attributes as Attributes2d & FusedAttributes;
      const w = geometry2d(x.shape, filter.shape, a, true);
      return finish(depthwise(x, filter, w), rest, a, 'depthwiseConv2d', w.channelsLast);
    },
  },
];
