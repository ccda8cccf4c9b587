import { emit, int, ints, matMul, range, reshape, transpose, type Value } from '../graph/index.ts';
import { columnsOf } from '../passes/columns.ts';
import {
  asAsked,
  attributesOf,
  channelsFirst,
  channelsOutside,
  cropped,
  exact,
  inside,
  trimmed,
  uncropped,
  type Window,
} from './window.ts';

/** Convolution of `x` with `filter` [...size, in / groups, out]. */
export const convolve = (x: Value, filter: Value, w: Window, groups = 1): Value => {
  const rank = x.shape.length;
  const kernels = transpose(filter, [rank - 1, rank - 2, ...range(rank - 2)]);
  return convolveWith(x, kernels, w, groups);
};

/** Convolution of `x` with kernels in ONNX's layout, [out, in / groups, …size]. */
export const convolveWith = (x: Value, kernels: Value, w: Window, groups: number): Value => {
  const inner = inside(w);
  const source = cropped(channelsFirst(x, w), w);
  const shape = [x.shape[0] as number, kernels.shape[0] as number, ...w.output];
  const attributes = { ...attributesOf(trimmed(inner)), group: int(groups) };
  return asAsked(emit('Conv', [source, kernels], shape, x.type, attributes), w);
};

/** Gradient of {@link convolve} with respect to x: a transposed convolution. */
export const convolveInputGradient = (dy: Value, filter: Value, w: Window): Value => {
  const rank = dy.shape.length;
  return spreadWith(dy, transpose(filter, [rank - 1, rank - 2, ...range(rank - 2)]), w, 1);
};

/** Gradient of {@link convolveWith} with respect to x. */
export const spreadWith = (dy: Value, kernels: Value, w: Window, groups: number): Value => {
  const inner = inside(w);
  const attributes = {
    ...attributesOf(trimmed(inner)),
    output_padding: ints(exact(inner).after.map((n) => Math.max(0, -n))),
    group: int(groups),
  };
  const shape = [dy.shape[0] as number, (kernels.shape[1] as number) * groups, ...inner.input];
  const gradient = emit('ConvTranspose', [channelsFirst(dy, w), kernels], shape, dy.type, attributes);
  return asAsked(uncropped(gradient, w), w);
};

/**
 * Gradient of {@link convolve} with respect to the filter, [...size, in, out]: the shifted inputs, one below the
 * other, times the gradient, as one matrix product.
 */
export const convolveFilterGradient = (x: Value, dy: Value, w: Window): Value => {
  const inner = inside(w);
  const source = cropped(channelsOutside(x, w), w);
  const gradient = channelsOutside(dy, w);
  const inputs = source.shape[0] as number;
  const outputs = gradient.shape[0] as number;
  const count = gradient.size / outputs;
  const { size, strides, dilations, output, before, after } = trimmed(inner);
  const columns = columnsOf(source, { size, strides, dilations, output, before, after });
  const product = matMul(columns, reshape(gradient, [outputs, count]), false, true);
  return reshape(product, [...w.size, inputs, outputs]);
};
