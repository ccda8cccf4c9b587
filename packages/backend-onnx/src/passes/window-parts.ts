import { emitMany, int, integers, pad, range, reshape, slice, type Value } from '../graph/index.ts';

/** Windows along an axis: two or three numbers each, two apart, the first of them `before` numbers before the axis. */
export interface Line {
  readonly size: 2 | 3;
  readonly before: number;
}

/** The first, second and third of every window along an axis, from its {@link halves}; beyond the border is `outside`. */
export const parts = (
  both: readonly Value[],
  axis: number,
  { size, before }: Line,
  outside: number,
): Value[] =>
  range(size).map((i) => {
    const from = i - before;
    return moved(both[from & 1] as Value, axis, from >> 1, outside);
  });

/** A tensor whose place j along an axis holds what was at j + by. */
const moved = (x: Value, axis: number, by: number, outside: number): Value => {
  if (by === 0) return x;
  const count = x.shape[axis] as number;
  const kept = slice(
    x,
    x.shape.map((_, i) => (i === axis ? Math.max(by, 0) : 0)),
    x.shape.map((n, i) => (i === axis ? count - Math.abs(by) : n)),
  );
  return pad(
    kept,
    x.shape.map((_, i) => (i === axis ? [Math.max(-by, 0), Math.max(by, 0)] : [0, 0]) as [number, number]),
    outside,
  );
};

/** Every other part along an axis, so many of either kind. */
export const halves = (x: Value, axis: number, count: number): [Value, Value] => {
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
