import { kernel } from '../backend/kernel.ts';
import { axesOf, cast, emit, int, reduce, reducedShape, scalar, type Value, where } from '../graph/index.ts';

interface AxisAttributes {
  readonly axis?: number | number[];
  // Max and Min are called with this older name.
  readonly reductionIndices?: number | number[];
  readonly keepDims?: boolean;
}

const axes = (x: Value, { axis, reductionIndices }: AxisAttributes): number[] =>
  axesOf(axis ?? reductionIndices, x.shape.length);

const over = (name: string, op: string) =>
  kernel<'x', AxisAttributes>(name, ({ x }, a) => reduce(op, x, axes(x, a), a.keepDims ?? false));

/** Sums of booleans are counts. */
const numeric = (x: Value): Value => (x.type === 'bool' ? cast(x, 'int32') : x);

const logic = (name: string, op: string) =>
  kernel<'x', AxisAttributes>(name, ({ x }, a) =>
    cast(reduce(op, cast(cast(x, 'bool'), 'int32'), axes(x, a), a.keepDims ?? false), 'bool'),
  );

/** NaN loses against every number. */
const withoutNaN = (x: Value, op: string): Value =>
  where(emit('IsNaN', [x], x.shape, 'bool'), scalar(op === 'ArgMax' ? -Infinity : Infinity), x);

const arg = (name: string, op: string) =>
  kernel<'x', { axis: number }>(name, ({ x }, { axis }) => {
    const [along = 0] = axesOf(axis, x.shape.length);
    const source = x.type === 'float32' ? withoutNaN(x, op) : cast(x, 'int32');
    const shape = reducedShape(x.shape, [along], false);
    return cast(emit(op, [source], shape, 'int64', { axis: int(along), keepdims: int(0) }), 'int32');
  });

export const reduceKernels = [
  kernel<'x', AxisAttributes>('Sum', ({ x }, a) =>
    reduce('ReduceSum', numeric(x), axes(x, a), a.keepDims ?? false),
  ),
  kernel<'x', AxisAttributes>('Mean', ({ x }, a) =>
    reduce('ReduceMean', cast(x, 'float32'), axes(x, a), a.keepDims ?? false),
  ),
  kernel<'x', AxisAttributes>('Prod', ({ x }, a) =>
    reduce('ReduceProd', numeric(x), axes(x, a), a.keepDims ?? false),
  ),
  over('Max', 'ReduceMax'),
  over('Min', 'ReduceMin'),
  logic('All', 'ReduceMin'),
  logic('Any', 'ReduceMax'),
  arg('ArgMax', 'ArgMax'),
  arg('ArgMin', 'ArgMin'),
];
