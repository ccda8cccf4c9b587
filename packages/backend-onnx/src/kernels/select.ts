import * as tf from '@mimmx/core/tf';
import { kernel } from '../backend/kernel.ts';
import {
  cast,
  compare,
  constant,
  type ElementType,
  emit,
  emitMany,
  filled,
  gather,
  int,
  integers,
  reshape,
  scalar,
  sizeOf,
  text,
  transpose,
  type Value,
  where,
} from '../graph/index.ts';

/** Indices with a trailing axis of coordinates, row by row: the form of GatherND and ScatterND. */
const coordinates = (indices: Value): Value => cast(indices, 'int64');

/** Adds rows of `updates` into a zero tensor at the places that `indices` name. */
export const scatterAdd = (indices: Value, updates: Value, shape: readonly number[]): Value =>
  emit('ScatterND', [filled(shape, updates.type, 0), coordinates(indices), updates], shape, updates.type, {
    reduction: text('add'),
  });

const oneHot = (indices: Value, depth: number, on: number, off: number, type: ElementType): Value => {
  const column = reshape(indices, [...indices.shape, 1]);
  const classes = constant(
    Int32Array.from({ length: depth }, (_, i) => i),
    [depth],
    'int32',
  );
  const hit = compare('Equal', cast(column, 'int32'), classes);
  if (on === 1 && off === 0) return cast(hit, type);
  return where(hit, scalar(on, type), scalar(off, type));
};

const checkGather = (x: Value, indices: Value, axis: number, batchDims: number): void => {
  const shaped = (value: Value) =>
    ({ shape: [...value.shape], rank: value.shape.length }) as unknown as tf.TensorInfo;
  tf.backend_util.segment_util.collectGatherOpShapeInfo(shaped(x), shaped(indices), axis, batchDims);
  const length = x.shape[axis] as number;
  if (indices.data && !indices.node && indices.type !== 'int64') {
    for (const index of indices.data as Int32Array) {
      tf.util.assert(
        index >= 0 && index < length,
        () => `GatherV2: the index value ${index} is not in [0, ${length - 1}]`,
      );
    }
  }
};

/** gather(x, indices) with the first axes paired one to one: the paired axes become coordinates. */
const gatherBatched = (x: Value, indices: Value, axis: number, batchDims: number): Value => {
  checkGather(x, indices, axis, batchDims);
  if (batchDims === 0) return gather(x, indices, axis);
  const batch = x.shape.slice(0, batchDims);
  const count = sizeOf(batch);
  const between = x.shape.slice(batchDims, axis);
  const after = x.shape.slice(axis + 1);
  const length = x.shape[axis] as number;
  const rest = indices.shape.slice(batchDims);
  // [batch, between, axis, after] → [batch · axis, between, after], so that one index finds a row of each batch.
  const rows = reshape(transpose(reshape(x, [count, sizeOf(between), length, sizeOf(after)]), [0, 2, 1, 3]), [
    count * length,
    sizeOf(between),
    sizeOf(after),
  ]);
  const offsets = constant(
    Int32Array.from({ length: count }, (_, i) => i * length),
    [count, 1],
    'int32',
  );
  const places = emit(
    'Add',
    [reshape(cast(indices, 'int32'), [count, sizeOf(rest)]), offsets],
    [count, sizeOf(rest)],
    'int32',
  );
  const taken = gather(rows, places, 0);
  return reshape(transpose(taken, [0, 2, 1, 3]), [...batch, ...between, ...rest, ...after]);
};

export const selectKernels = [
  kernel<'condition' | 't' | 'e'>('Select', ({ condition, t, e }) => {
    const mask = cast(condition, 'bool');
    const lead = mask.shape.length;
    const shape =
      lead > 0 && lead < t.shape.length
        ? [...mask.shape, ...Array(t.shape.length - lead).fill(1)]
        : mask.shape;
    const type = t.type === 'float32' || e.type === 'float32' ? 'float32' : t.type;
    return where(reshape(mask, shape), cast(t, type), cast(e, type));
  }),
  kernel<'x' | 'indices', tf.GatherV2Attrs>('GatherV2', ({ x, indices }, { axis, batchDims }) =>
    gatherBatched(
      x,
      indices.type === 'float32' ? cast(indices, 'int32') : indices,
      axis < 0 ? axis + x.shape.length : axis,
      batchDims ?? 0,
    ),
  ),
  kernel<'params' | 'indices'>('GatherNd', ({ params, indices }) => {
    tf.gather_util.prepareAndValidate(
      { shape: [...params.shape], rank: params.shape.length } as unknown as tf.TensorInfo,
      { shape: [...indices.shape], rank: indices.shape.length, dtype: 'int32' } as unknown as tf.TensorInfo,
    );
    const depth = indices.shape[indices.shape.length - 1] as number;
    const shape = [...indices.shape.slice(0, -1), ...params.shape.slice(depth)];
    return emit('GatherND', [params, coordinates(indices)], shape, params.type);
  }),
  kernel<'indices' | 'updates', tf.ScatterNdAttrs>('ScatterNd', ({ indices, updates }, { shape }) => {
    // A list of indices is a column of coordinates of length 1.
    const depth = indices.shape.length > 1 ? (indices.shape.at(-1) as number) : 1;
    const count = indices.size / depth;
    const places = reshape(indices, [count, depth]);
    return scatterAdd(places, reshape(updates, [count, ...shape.slice(depth)]), shape);
  }),
  kernel<'tensor' | 'indices' | 'updates'>('TensorScatterUpdate', ({ tensor, indices, updates }) =>
    emit('ScatterND', [tensor, coordinates(indices), updates], tensor.shape, tensor.type),
  ),
  kernel<'indices', tf.OneHotAttrs>('OneHot', ({ indices }, { depth, onValue, offValue, dtype }) =>
    oneHot(indices, depth, onValue, offValue, dtype as ElementType),
  ),
  kernel<'x', tf.TopKAttrs>('TopK', ({ x }, { k }) => {
    const shape = [...x.shape.slice(0, -1), k];
    const source = x.type === 'bool' ? cast(x, 'int32') : x;
    const [values, places] = emitMany(
      'TopK',
      [source, integers([k])],
      [
        { shape, type: source.type },
        { shape, type: 'int64' },
      ],
      { axis: int(-1), largest: int(1), sorted: int(1) },
    ) as [Value, Value];
    return [cast(values, x.type), cast(places, 'int32')];
  }),
  kernel<'x'>('Diag', ({ x }) => {
    const n = x.size;
    const places = constant(
      Int32Array.from({ length: n }, (_, i) => i * n + i),
      [n, 1],
      'int32',
    );
    return reshape(scatterAdd(places, reshape(x, [n]), [n * n]), [...x.shape, ...x.shape]);
  }),
];
