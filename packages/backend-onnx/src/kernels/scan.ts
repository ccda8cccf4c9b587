import type * as tf from '@mimmx/core/tf';
import { kernel } from '../backend/kernel.ts';
import { emit, int, mul, pad, scalar, slice, type Value } from '../graph/index.ts';

/** Moves a tensor along an axis by some places, towards the end or the front, with 1 coming in. */
const shift = (x: Value, axis: number, places: number, forward: boolean): Value => {
  const length = x.shape[axis] as number;
  const kept = Math.max(0, length - places);
  const start = x.shape.map((_, i) => (i === axis && !forward ? length - kept : 0));
  const part = slice(
    x,
    start,
    x.shape.map((n, i) => (i === axis ? kept : n)),
  );
  const room: [number, number] = forward ? [length - kept, 0] : [0, length - kept];
  return pad(
    part,
    x.shape.map((_, i) => (i === axis ? room : ([0, 0] as [number, number]))),
    1,
  );
};

/** Running products in ⌈log₂ n⌉ products of the whole tensor (Hillis & Steele, 1986). */
const runningProduct = (x: Value, axis: number, exclusive: boolean, reverse: boolean): Value => {
  let product = exclusive ? shift(x, axis, 1, !reverse) : x;
  for (let places = 1; places < (x.shape[axis] as number); places *= 2) {
    product = mul(product, shift(product, axis, places, !reverse));
  }
  return product;
};

const positive = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis);

export const scanKernels = [
  kernel<'x', tf.CumsumAttrs>('Cumsum', ({ x }, { axis, exclusive, reverse }) =>
    emit('CumSum', [x, scalar(positive(axis, x.shape.length), 'int64')], x.shape, x.type, {
      exclusive: int(exclusive ? 1 : 0),
      reverse: int(reverse ? 1 : 0),
    }),
  ),
  kernel<'x', tf.CumprodAttrs>('Cumprod', ({ x }, { axis, exclusive, reverse }) =>
    runningProduct(x, positive(axis, x.shape.length), exclusive, reverse),
  ),
];
