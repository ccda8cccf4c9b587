import type * as tf from '@mimmx/core/tf';
import fc from 'fast-check';
import {
  anyTensor,
  type Case,
  type Draw,
  draw,
  type Grid,
  seed,
  shapeOf,
  size,
  spread,
  type Tf,
} from './draw.ts';

/** A tensor with one of its axes. */
const withAxis = (minRank = 1, low?: number, high?: number) =>
  anyTensor(low, high, minRank).chain((x) =>
    fc.record({ x: fc.constant(x), axis: fc.integer({ min: 0, max: x.shape.length - 1 }), s: seed }),
  );

const one = (x: Grid, apply: (t: Tf, a: tf.Tensor) => tf.Tensor, not?: Draw['not']) =>
  draw([x], (t, [a]) => apply(t, a as tf.Tensor), not);

/** Runs a kernel that the backend has and `cpu` has not, which gets by with other kernels. */
const kernelOr = (
  t: Tf,
  name: string,
  inputs: tf.NamedTensorMap,
  attributes: object,
  otherwise: () => tf.Tensor,
): tf.Tensor =>
  t.getKernel(name, t.getBackend())
    ? (t.engine().runKernel(name, inputs, attributes as tf.NamedAttrMap) as tf.Tensor)
    : otherwise();

const reduction = (apply: (t: Tf, x: tf.Tensor, axes: number[], keep: boolean) => tf.Tensor): Case =>
  fc.tuple(anyTensor(0.4, 2), fc.boolean(), fc.integer({ min: 1, max: 15 })).map(([x, keep, chosen]) => {
    const axes = x.shape.map((_, i) => i).filter((i) => (chosen >> i) & 1);
    return one(x, (t, a) => apply(t, a, axes.length > 0 ? axes : [0], keep));
  });

/** [blocks·…, height, width, channels] whose space divides into 2×2 blocks. */
const blocks = fc
  .record({ batch: size(2), height: size(2), width: size(2), channels: size(2), s: seed })
  .map(({ batch, height, width, channels, s }) => ({
    batch,
    height: 2 * height,
    width: 2 * width,
    channels,
    s,
  }));

/** Kernels that move, gather or sum elements, by name. */
export const shaping: Readonly<Record<string, Case>> = {
  AddN: anyTensor().map((x) => draw([x, spread(x.shape, 1), spread(x.shape, 2)], (t, list) => t.addN(list))),
  ArgMax: withAxis().map(({ x, axis }) => one(x, (t, a) => t.cast(t.argMax(a, axis), 'float32'))),
  ArgMin: withAxis().map(({ x, axis }) => one(x, (t, a) => t.cast(t.argMin(a, axis), 'float32'))),
  BatchToSpaceND: blocks.map(({ batch, height, width, channels, s }) =>
    one(spread([4 * batch, height, width, channels], s), (t, a) =>
      t.batchToSpaceND(
        a,
        [2, 2],
        [
          [0, 1],
          [1, 0],
        ],
      ),
    ),
  ),
  // TensorFlow.js takes the gradient of a tile of at most four axes.
  BroadcastTo: fc.tuple(anyTensor(-2, 2, 1, 3), size()).map(([x, copies]) =>
    one(x, (t, a) => {
      const inputShape = [1, ...x.shape];
      const shape = [copies, ...x.shape];
      const row = t.reshape(a, inputShape);
      return kernelOr(t, 'BroadcastTo', { x: row }, { shape, inputShape }, () => t.broadcastTo(row, shape));
    }),
  ),
  Concat: withAxis().map(({ x, axis, s }) => {
    const longer = x.shape.map((n, i) => (i === axis ? n + 1 : n));
    return draw([x, spread(longer, s)], (t, list) => t.concat(list, axis));
  }),
  // Along any other axis than the last, TensorFlow.js transposes the gradient without need.
  Cumsum: fc
    .tuple(anyTensor(), fc.boolean(), fc.boolean())
    .map(([x, exclusive, reverse]) => one(x, (t, a) => t.cumsum(a, a.rank - 1, exclusive, reverse))),
  ExpandDims: withAxis().map(({ x, axis }) => one(x, (t, a) => t.expandDims(a, axis))),
  GatherV2: withAxis().map(({ x, axis, s }) => {
    const indices = Array.from({ length: 5 }, (_, i) => (s + 3 * i) % (x.shape[axis] as number));
    return one(x, (t, a) => t.gather(a, t.tensor1d(indices, 'int32'), axis));
  }),
  Max: reduction((t, x, axes, keep) => t.max(x, axes, keep)),
  Mean: reduction((t, x, axes, keep) => t.mean(x, axes, keep)),
  Min: reduction((t, x, axes, keep) => t.min(x, axes, keep)),
  MirrorPad: fc
    .tuple(fc.array(fc.integer({ min: 2, max: 4 }), { minLength: 1, maxLength: 3 }), seed, fc.boolean())
    .map(([shape, s, reflect]) =>
      one(
        spread(shape, s),
        (t, a) =>
          t.mirrorPad(
            a,
            shape.map((_, i) => [i % 2, 1] as [number, number]),
            reflect ? 'reflect' : 'symmetric',
          ),
        { differences: 'TensorFlow.js leaves out what the border adds to the gradient' },
      ),
    ),
  OneHot: fc
    .tuple(size(5), seed)
    .map(([n, s]) =>
      one(spread([n], s, 0.2, 2.8), (t, a) => t.cast(t.oneHot(t.cast(a, 'int32'), 4), 'float32')),
    ),
  Pack: withAxis().map(({ x, axis, s }) => draw([x, spread(x.shape, s)], (t, list) => t.stack(list, axis))),
  PadV2: fc.tuple(anyTensor(), seed).map(([x, s]) =>
    one(x, (t, a) =>
      t.pad(
        a,
        x.shape.map((_, i) => [(s + i) % 3, (s >> i) % 2] as [number, number]),
        1.5,
      ),
    ),
  ),
  Prod: reduction((t, x, axes, keep) => t.prod(x, axes, keep)),
  Reshape: anyTensor().map((x) => one(x, (t, a) => t.reshape(a, [1, x.data.length]))),
  Reverse: withAxis().map(({ x, axis }) => one(x, (t, a) => t.reverse(a, [axis]))),
  Slice: fc.tuple(anyTensor(), seed).map(([x, s]) =>
    one(x, (t, a) => {
      const begin = x.shape.map((n, i) => (s + i) % n);
      return t.slice(
        a,
        begin,
        x.shape.map((n, i) => 1 + (s % (n - (begin[i] as number)))),
      );
    }),
  ),
  SpaceToBatchND: blocks.map(({ batch, height, width, channels, s }) =>
    one(spread([batch, height, width, channels], s), (t, a) =>
      t.spaceToBatchND(
        a,
        [2, 2],
        [
          [0, 2],
          [1, 1],
        ],
      ),
    ),
  ),
  SplitV: fc.tuple(size(), size(), size(), seed).map(([left, right, width, s]) =>
    one(spread([width, left + right], s), (t, a) => {
      const [first, second] = t.split(a, [left, right], 1) as [tf.Tensor, tf.Tensor];
      return t.concat([second.mul(3), first], 1);
    }),
  ),
  Sum: reduction((t, x, axes, keep) => t.sum(x, axes, keep)),
  Tile: fc.tuple(anyTensor(), seed).map(([x, s]) =>
    one(x, (t, a) =>
      t.tile(
        a,
        x.shape.map((_, i) => 1 + ((s >> i) % 3)),
      ),
    ),
  ),
  Transpose: fc.tuple(shapeOf(2, 4), seed).chain(([shape, s]) =>
    fc
      .shuffledSubarray(
        shape.map((_, i) => i),
        { minLength: shape.length, maxLength: shape.length },
      )
      .map((order) => one(spread(shape, s), (t, a) => t.transpose(a, order))),
  ),
  // Of a single part, TensorFlow.js cannot take the gradient.
  Unpack: withAxis().map(({ x, axis, s }) =>
    one(
      spread(
        x.shape.map((n, i) => (i === axis ? n + 1 : n)),
        s,
      ),
      (t, a) => t.addN(t.unstack(a, axis).map((part, i) => part.mul(i + 1))),
    ),
  ),
  UnsortedSegmentSum: fc.tuple(size(5), size(3), seed).map(([rows, width, s]) =>
    one(spread([rows, width], s), (t, a) =>
      t.unsortedSegmentSum(
        a,
        t.tensor1d(
          Array.from({ length: rows }, (_, i) => (s + 2 * i) % 3),
          'int32',
        ),
        3,
      ),
    ),
  ),
  Softmax: anyTensor().map((x) => one(x, (t, a) => t.softmax(a))),
  LogSoftmax: anyTensor().map((x) =>
    one(x, (t, a) => kernelOr(t, 'LogSoftmax', { logits: a }, { axis: -1 }, () => t.logSoftmax(a))),
  ),
};
