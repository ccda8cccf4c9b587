import { float, int, ints, text } from './attribute.ts';
import { integers, scalar } from './constant.ts';
import { broadcast, permuted, reducedShape } from './shape.ts';
import { type Attributes, type ElementType, Node, sameShape, sizeOf, Value } from './value.ts';

/** Records one operator with one output. */
export const emit = (
  op: string,
  inputs: readonly (Value | null)[],
  shape: readonly number[],
  type: ElementType,
  attributes: Attributes = {},
  domain = '',
): Value => {
  const value = new Value(shape, type);
  new Node(op, inputs, [value], attributes, domain);
  return value;
};

/** Records one operator with several outputs. */
export const emitMany = (
  op: string,
  inputs: readonly (Value | null)[],
  outputs: readonly { readonly shape: readonly number[]; readonly type: ElementType }[],
  attributes: Attributes = {},
  domain = '',
): Value[] => {
  const values = outputs.map(({ shape, type }) => new Value(shape, type));
  new Node(op, inputs, values, attributes, domain);
  return values;
};

export const cast = (x: Value, type: ElementType): Value => {
  if (x.type === type) return x;
  const codes = { float32: 1, uint8: 2, int32: 6, int64: 7, bool: 9, float64: 11 } as const;
  return emit('Cast', [x], x.shape, type, { to: int(codes[type]) });
};

export const unary = (op: string, x: Value, attributes?: Attributes): Value =>
  emit(op, [x], x.shape, x.type, attributes);

/** An elementwise operator of two values, with broadcasting. */
export const binary = (op: string, a: Value, b: Value, type: ElementType = a.type): Value =>
  emit(op, [a, b], broadcast(a.shape, b.shape), type);

const like = (a: Value, b: Value | number): Value => (typeof b === 'number' ? scalar(b, a.type) : b);

export const add = (a: Value, b: Value | number): Value => binary('Add', a, like(a, b));
export const sub = (a: Value, b: Value | number): Value => binary('Sub', a, like(a, b));
export const mul = (a: Value, b: Value | number): Value => binary('Mul', a, like(a, b));
export const div = (a: Value, b: Value | number): Value => binary('Div', a, like(a, b));
export const compare = (op: string, a: Value, b: Value | number): Value => binary(op, a, like(a, b), 'bool');
export const not = (x: Value): Value => emit('Not', [x], x.shape, 'bool');

export const where = (condition: Value, yes: Value, no: Value): Value =>
  emit('Where', [condition, yes, no], broadcast(condition.shape, broadcast(yes.shape, no.shape)), yes.type);

export const reshape = (x: Value, shape: readonly number[]): Value => {
  if (sameShape(x.shape, shape)) return x;
  if (x.data && !x.node) {
    const view = new Value(shape, x.type);
    view.data = x.data;
    x.shared = true;
    return view;
  }
  return emit('Reshape', [x, integers(shape)], shape, x.type, {
    allowzero: int(sizeOf(shape) === 0 ? 1 : 0),
  });
};

export const transpose = (x: Value, order: readonly number[]): Value => {
  if (order.every((axis, i) => axis === i)) return x;
  return emit('Transpose', [x], permuted(x.shape, order), x.type, { perm: ints(order) });
};

export const expand = (x: Value, shape: readonly number[]): Value =>
  sameShape(x.shape, shape) ? x : emit('Expand', [x, integers(shape)], shape, x.type);

export const concat = (list: readonly Value[], axis: number): Value => {
  const first = list[0] as Value;
  if (list.length === 1) return first;
  const length = list.reduce((sum, value) => sum + (value.shape[axis] as number), 0);
  const shape = first.shape.map((n, i) => (i === axis ? length : n));
  return emit('Concat', list, shape, first.type, { axis: int(axis) });
};

/** Elements `start`, `start + step`, … of each axis; `shape` is that of the result. */
export const slice = (
  x: Value,
  start: readonly number[],
  shape: readonly number[],
  step: readonly number[] = shape.map(() => 1),
): Value => {
  const kept = x.shape
    .map((_, i) => i)
    .filter((i) => start[i] !== 0 || step[i] !== 1 || shape[i] !== x.shape[i]);
  if (kept.length === 0) return x;
  const stops = kept.map((i) => {
    const stop = (start[i] as number) + (step[i] as number) * (shape[i] as number);
    return stop < 0 ? -(2 ** 31) : stop;
  });
  return emit(
    'Slice',
    [
      x,
      integers(kept.map((i) => start[i] as number)),
      integers(stops),
      integers(kept),
      integers(kept.map((i) => step[i] as number)),
    ],
    shape,
    x.type,
  );
};

export const pad = (
  x: Value,
  pads: readonly (readonly [number, number])[],
  fill = 0,
  mode: 'constant' | 'reflect' | 'edge' = 'constant',
): Value => {
  if (pads.every(([before, after]) => before === 0 && after === 0)) return x;
  const shape = x.shape.map((n, i) => n + (pads[i]?.[0] ?? 0) + (pads[i]?.[1] ?? 0));
  const list = integers([...pads.map((p) => p[0]), ...pads.map((p) => p[1])]);
  return emit('Pad', [x, list, scalar(fill, x.type)], shape, x.type, { mode: text(mode) });
};

export const reduce = (op: string, x: Value, axes: readonly number[], keep: boolean): Value => {
  if (axes.length === 0) return x;
  return emit(op, [x, integers(axes)], reducedShape(x.shape, axes, keep), x.type, {
    keepdims: int(keep ? 1 : 0),
  });
};

/** Matrix product over the last two axes, either side transposed; leading axes are broadcast. */
export const matMul = (a: Value, b: Value, transposeA = false, transposeB = false): Value => {
  if (a.type !== 'float32' && (transposeA || transposeB)) {
    // Of the products, only the plain one works on integers.
    const swap = (v: Value) =>
      transpose(
        v,
        [...v.shape.keys()].map((i, _, { length }) => (i < length - 2 ? i : 2 * length - 3 - i)),
      );
    return matMul(transposeA ? swap(a) : a, transposeB ? swap(b) : b);
  }
  const side = (v: Value, flip: boolean) => [
    v.shape[v.shape.length - (flip ? 1 : 2)] as number,
    v.shape[v.shape.length - (flip ? 2 : 1)] as number,
  ];
  const [rows] = side(a, transposeA);
  const [, columns] = side(b, transposeB);
  const lead = broadcast(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const shape = [...lead, rows as number, columns as number];
  if (!transposeA && !transposeB) return emit('MatMul', [a, b], shape, a.type);
  const attributes = { transA: int(transposeA ? 1 : 0), transB: int(transposeB ? 1 : 0) };
  if (a.shape.length === 2 && b.shape.length === 2) {
    return emit('Gemm', [a, b], shape, a.type, { ...attributes, alpha: float(1), beta: float(1) });
  }
  return emit(
    'FusedMatMul',
    [a, b],
    shape,
    a.type,
    { transA: attributes.transA, transB: attributes.transB, alpha: float(1) },
    'com.microsoft',
  );
};

/** Rows of `x` along an axis, by integer indices of any shape. */
export const gather = (x: Value, indices: Value, axis: number): Value =>
  emit(
    'Gather',
    [x, indices],
    [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)],
    x.type,
    {
      axis: int(axis),
    },
  );
