import {
  concat,
  emit,
  int,
  ints,
  pad,
  range,
  reshape,
  slice,
  transpose,
  type Value,
} from '../graph/index.ts';
import { type Pass, rewrite } from './rewrite.ts';

/** Depth before channels, and back: [batch, channels, depth, height, width] ↔ [batch, depth, channels, height, width]. */
const DEPTH_FIRST = [0, 2, 1, 3, 4];

/**
 * A convolution in three dimensions as one in two: each plane of the output sees as many planes of the input as the
 * kernel is deep, which are laid one behind the other as channels. ONNX Runtime writes out the columns of a
 * three-dimensional convolution element by element; in two dimensions it makes them in cache.
 */
export const convolvePlanes: Pass = (outputs) =>
  rewrite(outputs, (node, inputs) => {
    const [x, kernels, bias] = inputs;
    const result = node.outputs[0] as Value;
    if (node.op !== 'Conv' || !x || !kernels || x.shape.length !== 5) return null;
    if (node.attributes.group?.value !== 1) return null;
    const list = (key: string) => (node.attributes[key]?.value ?? []) as readonly number[];
    const [depth, ...size] = list('kernel_shape') as [number, number, number];
    const [stride, ...strides] = list('strides') as [number, number, number];
    const [dilation, ...dilations] = list('dilations') as [number, number, number];
    const [front, top, left, back, bottom, right] = list('pads') as readonly number[];
    const [batch, out, planes, height, width] = result.shape as [number, number, number, number, number];

    const deep = pad(transpose(x, DEPTH_FIRST), [
      [0, 0],
      [front ?? 0, back ?? 0],
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
    const seen = range(depth).map((k) =>
      slice(
        deep,
        [0, k * dilation, 0, 0, 0],
        deep.shape.map((n, i) => (i === 1 ? planes : n)),
        [1, stride, 1, 1, 1],
      ),
    );
    const channels = depth * (x.shape[1] as number);
    const images = reshape(concat(seen, 2), [batch * planes, channels, ...x.shape.slice(3)]);
    const flat = reshape(transpose(kernels, DEPTH_FIRST), [out, channels, ...size]);
    const y = emit(
      'Conv',
      [images, flat, ...(bias ? [bias] : [])],
      [batch * planes, out, height, width],
      result.type,
      {
        kernel_shape: ints(size),
        strides: ints(strides),
        dilations: ints(dilations),
        pads: ints([top, left, bottom, right].map((n) => n ?? 0)),
        group: int(1),
      },
    );
    return transpose(reshape(y, [batch, planes, out, height, width]), DEPTH_FIRST);
  });
