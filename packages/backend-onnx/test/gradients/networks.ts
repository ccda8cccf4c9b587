import type * as tf from '@mimmx/core/tf';
import fc from 'fast-check';
import { type Case, draw, seed, size, spread, windowOf } from './draw.ts';

type T4 = tf.Tensor4D;
type T5 = tf.Tensor5D;

const image = fc.record({
  batch: size(2),
  height: fc.integer({ min: 5, max: 7 }),
  width: fc.integer({ min: 5, max: 7 }),
  channels: size(3),
  out: size(3),
  s: seed,
});

const volume = fc.record({
  batch: size(2),
  depth: fc.integer({ min: 4, max: 5 }),
  height: fc.integer({ min: 4, max: 5 }),
  width: fc.integer({ min: 4, max: 5 }),
  channels: size(2),
  out: size(2),
  s: seed,
});

const NO_DILATION = 'TensorFlow.js refuses the gradient of a dilated convolution';
const onlyPlain = (dilation: number) => (dilation > 1 ? { cpu: NO_DILATION } : undefined);

const WHOLE_WINDOW =
  'TensorFlow.js divides by the whole window, where its forward pass leaves out the padding';
const onlyValid = (kind: string, pad: string) =>
  kind === 'avg' && pad === 'same' ? { cpu: WHOLE_WINDOW } : undefined;

const pool2d = (kind: 'max' | 'avg'): Case =>
  fc
    .tuple(image, windowOf(1))
    .map(([{ batch, height, width, channels, s }, w]) =>
      draw(
        [spread([batch, height, width, channels], s)],
        (t, [x]) => t[`${kind}Pool`](x as T4, w.size, w.stride, w.pad),
        onlyValid(kind, w.pad),
      ),
    );

const pool3d = (kind: 'max' | 'avg'): Case =>
  fc
    .tuple(volume, windowOf(1))
    .map(([{ batch, depth, height, width, channels, s }, w]) =>
      draw(
        [spread([batch, depth, height, width, channels], s)],
        (t, [x]) => t[`${kind}Pool3d`](x as T5, w.size, w.stride, w.pad),
        onlyValid(kind, w.pad),
      ),
    );

const NOT_ALL_OF_IT =
  'of resizings, the cpu backend leaves out half-pixel centres, reads past an end or swaps height and width';
const resized = (apply: 'resizeBilinear' | 'resizeNearestNeighbor'): Case =>
  fc
    .tuple(
      image,
      fc.integer({ min: 2, max: 9 }),
      fc.integer({ min: 2, max: 9 }),
      fc.constantFrom('corners', 'centres', 'plain'),
    )
    .map(([i, height, width, how]) =>
      draw(
        [spread([i.batch, i.height, i.width, i.channels], i.s)],
        (t, [x]) => t.image[apply](x as T4, [height, width], how === 'corners', how === 'centres'),
        how === 'centres' || apply === 'resizeNearestNeighbor' || i.height !== i.width
          ? { cpu: NOT_ALL_OF_IT }
          : undefined,
      ),
    );

/** Kernels of layers, by name. */
export const networks: Readonly<Record<string, Case>> = {
  AvgPool: pool2d('avg'),
  AvgPool3D: pool3d('avg'),
  MaxPool: pool2d('max'),
  MaxPool3D: pool3d('max'),
  BatchMatMul: fc
    .tuple(size(3), size(3), size(4), size(4), size(4), fc.boolean(), fc.boolean(), seed)
    .map(([outer, batch, m, n, k, flipA, flipB, s]) => {
      const a = [outer, batch, ...(flipA ? [k, m] : [m, k])];
      const b = [outer, batch, ...(flipB ? [n, k] : [k, n])];
      return draw([spread(a, s), spread(b, s + 1)], (t, [x, y]) =>
        t.matMul(x as tf.Tensor, y as tf.Tensor, flipA, flipB),
      );
    }),
  Conv2D: fc
    .tuple(image, windowOf(2), size(3))
    .map(([{ batch, height, width, channels, out, s }, w, tall]) =>
      draw(
        [
          spread([batch, height, width, channels], s),
          spread([Math.min(tall, 3), w.size, channels, out], s + 1),
        ],
        (t, [x, filter]) => t.conv2d(x as T4, filter as T4, w.stride, w.pad, 'NHWC', w.dilation),
        onlyPlain(w.dilation),
      ),
    ),
  Conv2DBackpropInput: fc.tuple(image, windowOf(1)).map(([{ batch, channels, out, s }, w]) => {
    const shape: [number, number, number, number] = [batch, 6, 5, out];
    const length = (n: number) => Math.ceil((w.pad === 'same' ? n : n - w.size + 1) / w.stride);
    return draw(
      [spread([batch, length(6), length(5), channels], s), spread([w.size, w.size, out, channels], s + 1)],
      (t, [x, filter]) => t.conv2dTranspose(x as T4, filter as T4, shape, w.stride, w.pad),
    );
  }),
  Conv3D: fc
    .tuple(volume, windowOf(2))
    .map(([{ batch, depth, height, width, channels, out, s }, w]) =>
      draw(
        [
          spread([batch, depth, height, width, channels], s),
          spread([w.size, Math.min(2, w.size), w.size, channels, out], s + 1),
        ],
        (t, [x, filter]) => t.conv3d(x as T5, filter as T5, w.stride, w.pad, 'NDHWC', w.dilation),
        onlyPlain(w.dilation),
      ),
    ),
  DepthwiseConv2dNative: fc
    .tuple(image, windowOf(2))
    .map(([{ batch, height, width, channels, out, s }, w]) =>
      draw(
        [spread([batch, height, width, channels], s), spread([w.size, w.size, channels, out], s + 1)],
        (t, [x, filter]) => t.depthwiseConv2d(x as T4, filter as T4, w.stride, w.pad, 'NHWC', w.dilation),
        onlyPlain(w.dilation),
      ),
    ),
  FusedBatchNorm: image.map(({ batch, height, width, channels, s }) =>
    draw(
      [
        spread([batch, height, width, channels], s),
        spread([channels], s + 1),
        spread([channels], s + 2, 0.5, 2),
        spread([channels], s + 3),
        spread([channels], s + 4),
      ],
      (t, [x, mean, variance, offset, scale]) =>
        t.batchNorm(
          x as T4,
          mean as tf.Tensor1D,
          variance as tf.Tensor1D,
          offset as tf.Tensor1D,
          scale as tf.Tensor1D,
          0.01,
        ),
    ),
  ),
  LRN: image.map(({ batch, height, width, channels, s }) =>
    draw([spread([batch, height, width, channels + 2], s)], (t, [x]) =>
      t.localResponseNormalization(x as T4, 1, 1.2, 0.7, 0.6),
    ),
  ),
  ResizeBilinear: resized('resizeBilinear'),
  ResizeNearestNeighbor: resized('resizeNearestNeighbor'),
};

const ACTIVATIONS = ['linear', 'relu', 'elu', 'sigmoid', 'relu6', 'leakyrelu'] as const;

/** What layers call instead of the kernels above; TensorFlow.js takes their gradients apart. */
export const fused: Readonly<Record<string, Case>> = {
  FusedConv2D: fc
    .tuple(image, windowOf(1), fc.constantFrom(...ACTIVATIONS))
    .map(([{ batch, height, width, channels, out, s }, { size: n, stride: strides, pad }, activation]) =>
      draw(
        [
          spread([batch, height, width, channels], s),
          spread([n, n, channels, out], s + 1),
          spread([out], s + 2),
        ],
        (t, [x, filter, bias]) =>
          t.fused.conv2d({
            x: x as T4,
            filter: filter as T4,
            bias: bias as tf.Tensor,
            strides,
            pad,
            activation,
            leakyreluAlpha: 0.2,
          }),
      ),
    ),
  _FusedMatMul: fc
    .tuple(size(4), size(4), size(4), fc.constantFrom(...ACTIVATIONS), seed)
    .map(([m, n, k, activation, s]) =>
      draw([spread([m, k], s), spread([k, n], s + 1), spread([n], s + 2)], (t, [a, b, bias]) =>
        t.fused.matMul({
          a: a as tf.Tensor,
          b: b as tf.Tensor,
          bias: bias as tf.Tensor,
          activation,
          leakyreluAlpha: 0.2,
        }),
      ),
    ),
  moments: image.map(({ batch, height, width, channels, s }) =>
    draw(
      [spread([batch, height, width, channels], s), spread([channels], s + 1), spread([channels], s + 2)],
      (t, [x, offset, scale]) => {
        const { mean, variance } = t.moments(x as T4, [0, 1, 2]);
        return t.batchNorm(
          x as T4,
          mean as tf.Tensor1D,
          variance as tf.Tensor1D,
          offset as tf.Tensor1D,
          scale as tf.Tensor1D,
          0.01,
        );
      },
    ),
  ),
};
