import * as tf from '@mimmx/core/tf';
import { ints, pad, range, slice, swapOf, transpose, type Value } from '../graph/index.ts';

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

/** Attributes of the two-dimensional convolutions of TensorFlow.js. */
export interface Attributes2d {
  readonly strides: number | [number, number];
  readonly dilations?: number | [number, number];
  readonly pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  readonly dataFormat?: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

type Shape4 = [number, number, number, number];

/** The window of a convolution of an image batch, by the attributes of its kernel. */
export const geometry2d = (
  shape: readonly number[],
  filterShape: readonly number[],
  a: Attributes2d,
  depthwise = false,
): Window =>
  window2d(
    tf.backend_util.computeConv2DInfo(
      [...shape] as Shape4,
      [...filterShape] as Shape4,
      a.strides,
      a.dilations ?? 1,
      a.pad,
      a.dimRoundingMode,
      depthwise,
      tf.backend_util.convertConv2DDataFormat(a.dataFormat ?? 'NHWC'),
    ),
  );

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
  return transpose(x, w.channelsLast ? [rank - 1, 0, ...range(rank - 2, 1)] : swapOf(rank));
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

const skipped = (w: Window): number[] => w.before.map((n) => Math.max(0, -n));

/**
 * The window over the part of its input that is ever read. TensorFlow.js's "same" padding in three dimensions is
 * negative where strides are larger than windows; no operator has that.
 */
export const inside = (w: Window): Window => ({
  ...w,
  input: w.input.map((n, i) => n - (skipped(w)[i] as number)),
  before: w.before.map((n) => Math.max(0, n)),
});

/** The part of an input [·, ·, …space] that {@link inside} is over. */
export const cropped = (source: Value, w: Window): Value =>
  slice(source, [0, 0, ...skipped(w)], [...source.shape.slice(0, 2), ...inside(w).input]);

/** Undoes {@link cropped} for a gradient: zero for what is never read. */
export const uncropped = (gradient: Value, w: Window): Value =>
  pad(gradient, [[0, 0], [0, 0], ...skipped(w).map((n) => [n, 0] as const)]);
