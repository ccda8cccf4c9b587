import type * as tf from '@tensorflow/tfjs';
import { add, emit, int, ints, matMul, reshape, transpose, type Value } from '../graph/index.ts';
import { columnsOf } from '../passes/columns.ts';

/** Geometry of a convolution or a pooling in any number of spatial axes. */
export interface Window {
  readonly size: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** Spatial size of the input and of the output. */
  readonly input: readonly number[];
  readonly output: readonly number[];
  readonly channelsLast: boolean;
}

export const window2d = (info: tf.backend_util.Conv2DInfo): Window => ({
  size: [info.filterHeight, info.filterWidth],
  strides: [info.strideHeight, info.strideWidth],
  dilations: [info.dilationHeight, info.dilationWidth],
  before: [info.padInfo.top, info.padInfo.left],
  after: [info.padInfo.bottom, info.padInfo.right],
  input: [info.inHeight, info.inWidth],
  output: [info.outHeight, info.outWidth],
  channelsLast: info.dataFormat === 'channelsLast',
});

export const window3d = (info: tf.backend_util.Conv3DInfo): Window => ({
  size: [info.filterDepth, info.filterHeight, info.filterWidth],
  strides: [info.strideDepth, info.strideHeight, info.strideWidth],
  dilations: [info.dilationDepth, info.dilationHeight, info.dilationWidth],
  before: [info.padInfo.front, info.padInfo.top, info.padInfo.left],
  after: [info.padInfo.back, info.padInfo.bottom, info.padInfo.right],
  input: [info.inDepth, info.inHeight, info.inWidth],
  output: [info.outDepth, info.outHeight, info.outWidth],
  channelsLast: info.dataFormat === 'channelsLast',
});

const range = (n: number, from = 0): number[] => Array.from({ length: n }, (_, i) => from + i);

/** [batch, …space, channels] → [batch, channels, …space], the layout of ONNX. */
export const channelsFirst = (x: Value, w: Window): Value => {
  const rank = x.shape.length;
  return w.channelsLast ? transpose(x, [0, rank - 1, ...range(rank - 2, 1)]) : x;
};

/** [batch, channels, …space] → the layout the kernel was asked for. */
export const asAsked = (x: Value, w: Window): Value =>
  w.channelsLast ? transpose(x, [0, ...range(x.shape.length - 2, 2), 1]) : x;

/** [batch, …space, channels] or [batch, channels, …space] → [channels, batch, …space]. */
export const channelsOutside = (x: Value, w: Window): Value => {
  const rank = x.shape.length;
  return transpose(x, w.channelsLast ? [rank - 1, 0, ...range(rank - 2, 1)] : [1, 0, ...range(rank - 2, 2)]);
};

export const attributesOf = (w: Window) => ({
  kernel_shape: ints(w.size),
  strides: ints(w.strides),
  dilations: ints(w.dilations),
  pads: ints([...w.before, ...w.after]),
});

/**
 * The same window with the padding after the input that the output size needs, however that size was rounded. It is
 * negative where the last rows of the input are never read.
 */
export const exact = (w: Window): Window => ({
  ...w,
  after: w.input.map((n, i) => {
    const reach = (w.size[i]! - 1) * w.dilations[i]! + 1;
    return (w.output[i]! - 1) * w.strides[i]! + reach - n - w.before[i]!;
  }),
});

/** Padding for operators that know no negative amounts. */
export const trimmed = (w: Window): Window => ({ ...w, after: exact(w).after.map((n) => Math.max(0, n)) });

/** Convolution of `x` with `filter` [...size, in / groups, out]. */
export const convolve = (x: Value, filter: Value, w: Window, groups = 1): Value => {
  const rank = x.shape.length;
  const source = channelsFirst(x, w);
  const kernels = transpose(filter, [rank - 1, rank - 2, ...range(rank - 2)]);
  const out = filter.shape[rank - 1] as number;
  const shape = [x.shape[0] as number, out, ...w.output];
  return asAsked(
    emit('Conv', [source, kernels], shape, x.type, { ...attributesOf(trimmed(w)), group: int(groups) }),
    w,
  );
};

/** Gradient of {@link convolve} with respect to x: a transposed convolution. */
export const convolveInputGradient = (
  dy: Value,
  filter: Value,
  w: Window,
  shape: readonly number[],
  groups = 1,
): Value => {
  const rank = dy.shape.length;
  const source = channelsFirst(dy, w);
  const kernels = transpose(filter, [rank - 1, rank - 2, ...range(rank - 2)]);
  const channels = (filter.shape[rank - 2] as number) * groups;
  const attributes = {
    ...attributesOf(trimmed(w)),
    output_padding: ints(exact(w).after.map((n) => Math.max(0, -n))),
    group: int(groups),
  };
  const batch = shape[0] as number;
  return asAsked(
    emit('ConvTranspose', [source, kernels], [batch, channels, ...w.input], dy.type, attributes),
    w,
  );
};

/**
 * Gradient of {@link convolve} with respect to the filter, [...size, in, out]: the shifted inputs, one below the
 * other, times the gradient, as one matrix product.
 */
export const convolveFilterGradient = (x: Value, dy: Value, w: Window): Value => {
  const source = channelsOutside(x, w);
  const gradient = channelsOutside(dy, w);
  const inputs = source.shape[0] as number;
  const outputs = gradient.shape[0] as number;
  const count = gradient.size / outputs;
  const { size, strides, dilations, output, before, after } = trimmed(w);
  const columns = columnsOf(source, { size, strides, dilations, output, before, after });
  const product = matMul(columns, reshape(gradient, [outputs, count]), false, true);
  return reshape(product, [...w.size, inputs, outputs]);
};

export const withBias = (x: Value, bias: Value | undefined, channelsLast: boolean): Value => {
  if (!bias) return x;
  if (channelsLast || bias.shape.length !== 1) return add(x, bias);
  return add(x, reshape(bias, [bias.shape[0] as number, ...Array(x.shape.length - 2).fill(1)]));
};

/** PReLU's weights per channel, which broadcast along the channel axis wherever that is. */
export const alongChannels = (
  weights: Value | undefined,
  x: Value,
  channelsLast: boolean,
): Value | undefined => {
  if (!weights || channelsLast || weights.shape.length !== 1) return weights;
  return reshape(weights, [weights.size, ...Array(x.shape.length - 2).fill(1)]);
};
