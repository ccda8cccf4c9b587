import {
  add,
  cast,
  compare,
  constant,
  emit,
  emitMany,
  int,
  integers,
  type Node,
  range,
  reshape,
  slice,
  type Value,
  where,
} from '../graph/index.ts';
import { type Pass, rewrite } from './rewrite.ts';

/** Below this many numbers, operators of their own cost more than they save. */
const SMALLEST = 4096;

/**
 * Max pooling over pairs, with places, as comparisons of halves: ONNX Runtime's operator looks at one number after the
 * other and branches on each, which on numbers that nobody can foretell costs ten passes over memory.
 */
export const comparePairs: Pass = (outputs) =>
  rewrite(outputs, (node, inputs) => {
    const x = inputs[0];
    if (node.op !== 'MaxPool' || node.outputs.length !== 2 || !x || x.size < SMALLEST) return null;
    const pairs = pairsOf(node, x);
    return pairs && pooled(x, node.outputs[0] as Value, pairs);
  });

/** Which of the two axes of space are halved. */
type Pairs = readonly [rows: boolean, columns: boolean];

const pairsOf = (node: Node, { shape, type }: Value): Pairs | null => {
  const list = (key: string) => (node.attributes[key]?.value ?? []) as readonly number[];
  const size = list('kernel_shape');
  const others = [
    ...list('pads'),
    ...list('dilations').map((n) => n - 1),
    node.attributes.ceil_mode?.value ?? 0,
  ];
  if (type !== 'float32' || shape.length !== 4 || others.some((n) => n !== 0)) return null;
  if (size.some((n, i) => (n !== 1 && n !== 2) || list('strides')[i] !== n)) return null;
  const [rows, columns] = size.map((n) => n === 2) as [boolean, boolean];
  return rows || columns ? [rows, columns] : null;
};

/** The largest numbers, and where they are: places in all of x, the first of equals. */
const pooled = (x: Value, { shape }: Value, [rows, columns]: Pairs): readonly Value[] => {
  const [, , height, width] = x.shape as [number, number, number, number];
  const [batch, channels, h, w] = shape as [number, number, number, number];
  const lines = rows ? halves(x, 2, h) : [x];
  const best = lines.map((line) =>
    columns ? larger(...halves(line, 3, w)) : { values: line, second: null },
  );
  const [upper, lower] = best as [Best, Best | undefined];
  const { values, second } = lower ? larger(upper.values, lower.values) : upper;
  // How far behind the first of its window: a column, a row, or both.
  const step = (chosen: Value | null) => (chosen ? cast(chosen, 'int32') : null);
  let ahead = step(upper.second);
  if (lower && second) {
    const below = numbers([width], []);
    const behind = step(lower.second);
    ahead = where(second, behind ? add(behind, below) : below, ahead ?? numbers([0], []));
  }
  const corner = numbers(
    range(h).flatMap((i) => range(w).map((j) => i * (rows ? 2 : 1) * width + j * (columns ? 2 : 1))),
    [h, w],
  );
  const plane = numbers(
    range(batch * channels).map((i) => i * height * width),
    [batch, channels, 1, 1],
  );
  return [values, cast(add(add(ahead as Value, corner), plane), 'int64')];
};

interface Best {
  readonly values: Value;
  /** Whether they are the second's. */
  readonly second: Value | null;
}

const larger = (first: Value, second: Value): Best => ({
  values: emit('Max', [first, second], first.shape, first.type),
  second: compare('Greater', second, first),
});

/** Every other part along an axis, so many of either kind. */
const halves = (x: Value, axis: number, count: number): [Value, Value] => {
  const { shape } = x;
  const half = shape.map((n, i) => (i === axis ? count : n));
  if (2 * count !== shape[axis]) {
    const from = (start: number) => shape.map((_, i) => (i === axis ? start : 0));
    const step = shape.map((_, i) => (i === axis ? 2 : 1));
    return [slice(x, from(0), half, step), slice(x, from(1), half, step)];
  }
  const inner = shape.slice(axis + 1).reduce((a, b) => a * b, 1);
  const one = [x.size / 2 / inner, 1, inner];
  const parts = emitMany(
    'Split',
    [reshape(x, [x.size / 2 / inner, 2, inner]), integers([1, 1])],
    [one, one].map((part) => ({ shape: part, type: x.type })),
    { axis: int(1) },
  );
  return parts.map((part) => reshape(part, half)) as [Value, Value];
};

const numbers = (list: readonly number[], shape: readonly number[]): Value =>
  constant(Int32Array.from(list), shape, 'int32');
