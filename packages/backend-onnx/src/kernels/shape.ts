import * as tf from '@mimmx/core/tf';
import { kernel, listKernel } from '../backend/kernel.ts';
import {
  add,
  broadcast,
  cast,
  concat,
  type ElementType,
  emit,
  emitMany,
  expand,
  filled,
  int,
  integers,
  pad,
  reshape,
  sizeOf,
  slice,
  transpose,
  type Value,
} from '../graph/index.ts';

const axisOf = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis);

const tile = (x: Value, reps: readonly number[]): Value => {
  if (reps.every((n) => n === 1)) return x;
  const shape = x.shape.map((n, i) => n * (reps[i] ?? 1));
  // Repeating a single element is a broadcast, which later passes can leave unwritten.
  if (x.shape.every((n, i) => n === 1 || reps[i] === 1)) return expand(x, shape);
  return emit('Tile', [x, integers(reps)], shape, x.type);
};

const split = (x: Value, sizes: readonly number[], axis: number): Value[] => {
  if (sizes.length === 1) return [x];
  const outputs = sizes.map((n) => ({ shape: x.shape.map((m, i) => (i === axis ? n : m)), type: x.type }));
  return emitMany('Split', [x, integers(sizes)], outputs, { axis: int(axis) });
};

const reverse = (x: Value, axes: readonly number[]): Value => {
  const start = x.shape.map((n, i) => (axes.includes(i) ? n - 1 : 0));
  return slice(
    x,
    start,
    x.shape,
    x.shape.map((_, i) => (axes.includes(i) ? -1 : 1)),
  );
};

export const shapeKernels = [
  kernel<'x', tf.ReshapeAttrs>('Reshape', ({ x }, { shape }) =>
    reshape(x, tf.util.inferFromImplicitShape(shape, x.size)),
  ),
  kernel<'input', tf.ExpandDimsAttrs>('ExpandDims', ({ input }, { dim }) => {
    const rank = input.shape.length;
    tf.util.assert(
      dim >= -(rank + 1) && dim <= rank,
      () => `Axis must be in the interval [${-(rank + 1)}, ${rank}]`,
    );
    const shape = [...input.shape];
    shape.splice(dim < 0 ? input.shape.length + dim + 1 : dim, 0, 1);
    return reshape(input, shape);
  }),
  kernel<'x', tf.TransposeAttrs>('Transpose', ({ x }, { perm }) => transpose(x, perm)),
  kernel<'x', tf.CastAttrs>('Cast', ({ x }, { dtype }) => cast(x, dtype as ElementType)),
  listKernel<tf.ConcatAttrs>('Concat', (list, { axis }) => {
    const rank = list[0]?.shape.length ?? 0;
    tf.backend_util.assertParamsConsistent(
      list.map((value) => [...value.shape]),
      axisOf(axis, rank),
    );
    const filledIn = list.filter((value) => value.size > 0);
    if (filledIn.length === 0) {
      const along = axisOf(axis, rank);
      const length = list.reduce((sum, value) => sum + (value.shape[along] as number), 0);
      const first = list[0] as Value;
      return filled(
        first.shape.map((n, i) => (i === along ? length : n)),
        first.type,
        0,
      );
    }
    return concat(filledIn, axisOf(axis, rank));
  }),
  listKernel<tf.PackAttrs>('Pack', (list, { axis }) => {
    for (const value of list) {
      tf.util.assertShapesMatch(
        [...(list[0] as Value).shape],
        [...value.shape],
        'All tensors passed to stack must have matching shapes',
      );
      tf.util.assert(
        value.type === list[0]?.type,
        () => 'All tensors passed to stack must have matching dtypes',
      );
    }
    const rank = (list[0]?.shape.length ?? 0) + 1;
    const along = axisOf(axis, rank);
    const rows = list.map((x) => reshape(x, [...x.shape.slice(0, along), 1, ...x.shape.slice(along)]));
    return concat(rows, along);
  }),
  kernel<'value', tf.UnpackAttrs>('Unpack', ({ value }, { axis }) => {
    const along = axisOf(axis, value.shape.length);
    const count = value.shape[along] as number;
    const shape = value.shape.filter((_, i) => i !== along);
    return split(
      value,
      Array.from({ length: count }, () => 1),
      along,
    ).map((part) => reshape(part, shape));
  }),
  kernel<'x', tf.SplitVAttrs>('SplitV', ({ x }, { numOrSizeSplits, axis }) => {
    const along = axisOf(axis, x.shape.length);
    const sizes = tf.backend_util.prepareSplitSize(
      { shape: [...x.shape] } as tf.Tensor,
      numOrSizeSplits,
      along,
    );
    return split(x, sizes, along);
  }),
  kernel<'x', tf.SliceAttrs>('Slice', ({ x }, { begin, size }) => {
    const [start, shape] = tf.slice_util.parseSliceParams({ shape: [...x.shape] } as tf.Tensor, begin, size);
    tf.slice_util.assertParamsValid(
      { shape: [...x.shape], rank: x.shape.length } as unknown as tf.TensorInfo,
      start as number[],
      shape as number[],
    );
    return slice(x, start as number[], shape as number[]);
  }),
  kernel<'x', tf.StridedSliceAttrs>('StridedSlice', ({ x }, a) => {
    const info = tf.slice_util.sliceInfo(
      [...x.shape],
      a.begin,
      a.end,
      a.strides,
      a.beginMask,
      a.endMask,
      a.ellipsisMask,
      a.newAxisMask,
      a.shrinkAxisMask,
    );
    if (sizeOf(info.finalShape) === 0) return filled(info.finalShape, x.type, 0);
    const shape = tf.slice_util.computeOutShape(info.begin, info.end, info.strides);
    return reshape(slice(x, info.begin, shape, info.strides), info.finalShape);
  }),
  kernel<'x', tf.TileAttrs>('Tile', ({ x }, { reps }) => tile(x, reps)),
  kernel<'x', { shape: number[] }>('BroadcastTo', ({ x }, { shape }) =>
    expand(
      x.shape.length < shape.length
        ? reshape(x, [...Array(shape.length - x.shape.length).fill(1), ...x.shape])
        : x,
      broadcast(x.shape, shape),
    ),
  ),
  kernel<'x', tf.PadV2Attrs>('PadV2', ({ x }, { paddings, constantValue }) =>
    pad(x, paddings, constantValue),
  ),
  kernel<'x', tf.MirrorPadAttrs>('MirrorPad', ({ x }, { paddings, mode }) => mirror(x, paddings, mode)),
  kernel<'x', tf.ReverseAttrs>('Reverse', ({ x }, { dims }) =>
    x.shape.length === 0 ? x : reverse(x, tf.util.parseAxisParam(dims, [...x.shape])),
  ),
  listKernel('AddN', (list) => {
    const [first, ...rest] = list as [Value, ...Value[]];
    return rest.reduce((sum, value) => add(sum, value), first);
  }),
];

/** Reflection is an operator; symmetric padding repeats the edge itself, so it is put together from flipped slices. */
const mirror = (x: Value, paddings: readonly [number, number][], mode: 'reflect' | 'symmetric'): Value => {
  if (mode === 'reflect') return pad(x, paddings, 0, 'reflect');
  return paddings.reduce((value, [before, after], axis) => {
    const length = value.shape[axis] as number;
    const side = (count: number, from: number) =>
      reverse(
        slice(
          value,
          value.shape.map((_, i) => (i === axis ? from : 0)),
          value.shape.map((n, i) => (i === axis ? count : n)),
        ),
        [axis],
      );
    const parts = [value];
    if (before > 0) parts.unshift(side(before, 0));
    if (after > 0) parts.push(side(after, length - after));
    return concat(parts, axis);
  }, x);
};
