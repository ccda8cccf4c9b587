import { MimmxError } from '@mimmx/core';

/** Shape of an elementwise result under NumPy's broadcasting. */
export const broadcast = (a: readonly number[], b: readonly number[]): number[] => {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const m = a[i - rank + a.length] ?? 1;
    const n = b[i - rank + b.length] ?? 1;
    if (m !== n && m !== 1 && n !== 1) {
      throw new MimmxError('E_SHAPE', `Shapes [${a}] and [${b}] cannot be broadcast; make them equal or 1.`);
    }
    return m === 1 ? n : m;
  });
};

/** Axes as non-negative numbers in rising order; all of them if none is given. */
export const axesOf = (axis: number | readonly number[] | null | undefined, rank: number): number[] => {
  if (axis === null || axis === undefined) return Array.from({ length: rank }, (_, i) => i);
  const list = typeof axis === 'number' ? [axis] : axis;
  return [...new Set(list.map((a) => (a < 0 ? a + rank : a)))].sort((a, b) => a - b);
};

export const reducedShape = (shape: readonly number[], axes: readonly number[], keep: boolean): number[] =>
  keep ? shape.map((n, i) => (axes.includes(i) ? 1 : n)) : shape.filter((_, i) => !axes.includes(i));

export const permuted = (shape: readonly number[], order: readonly number[]): number[] =>
  order.map((axis) => shape[axis] ?? 1);

/** The integers `from`, `from` + 1, …, of which there are `n`. */
export const range = (n: number, from = 0): number[] => Array.from({ length: n }, (_, i) => from + i);

/** The order of axes in which the first two, batch and channels, have changed places. */
export const swapOf = (rank: number): number[] => [1, 0, ...range(rank - 2, 2)];
