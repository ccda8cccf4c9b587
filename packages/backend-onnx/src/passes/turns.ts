import { reshape, transpose, type Value } from '../graph/index.ts';
import { type Pass, rewrite } from './rewrite.ts';

/**
 * Transposes in the forms that ONNX Runtime is fast at. It turns matrices, many at a time, and moves one axis past
 * others; whatever else is asked for goes element by element, ten times slower. So axes that stay together are made
 * one, which is often enough (a filter's [3, 3, in, out] to [out, in, 3, 3] is [9, in, out] turned twice), and what is
 * left is done in up to three moves where those cost less.
 */
export const turnInSteps: Pass = (outputs) =>
  rewrite(outputs, (node, inputs) => {
    if (node.op !== 'Transpose') return null;
    const x = inputs[0] as Value;
    const perm = node.attributes.perm?.value as readonly number[];
    const { sizes, order } = merged(x.shape, perm);
    if (order.length < 2) return reshape(x, (node.outputs[0] as Value).shape);
    const moves = isOneMove(x.shape, perm) ? null : cheapest(sizes, order);
    if (!moves) return null;
    const turned = moves.reduce((value, { sizes, order }) => transpose(reshape(value, sizes), order), x);
    return reshape(turned, (node.outputs[0] as Value).shape);
  });

interface Turn {
  readonly sizes: readonly number[];
  readonly order: readonly number[];
}

/** Whether, but for axes of length 1, a single axis changes its place. */
const isOneMove = (shape: readonly number[], perm: readonly number[]): boolean => {
  const long = perm.filter((axis) => shape[axis] !== 1);
  const sorted = [...long].sort((a, b) => a - b);
  return long.some((axis) => {
    const others = (list: readonly number[]) => String(list.filter((other) => other !== axis));
    return others(long) === others(sorted);
  });
};

/** The same turn with as few axes as possible: neighbours that stay neighbours are one, those of length 1 are none. */
const merged = (shape: readonly number[], perm: readonly number[]): Turn => {
  const groups: number[][] = [];
  let last: number | null = null;
  const long = perm.filter((axis) => shape[axis] !== 1);
  const before = (axis: number): number | null => {
    for (let i = axis - 1; i >= 0; i--) if (shape[i] !== 1) return i;
    return null;
  };
  for (const axis of long) {
    if (last !== null && before(axis) === last) groups.at(-1)?.push(axis);
    else groups.push([axis]);
    last = axis;
  }
  const sorted = [...groups].sort((a, b) => (a[0] as number) - (b[0] as number));
  return {
    sizes: sorted.map((group) => group.reduce((size, axis) => size * (shape[axis] as number), 1)),
    order: groups.map((group) => sorted.indexOf(group)),
  };
};

/** Nanoseconds of an element that is moved alone, of a block that is moved whole, and of an element of a turned matrix. */
const ALONE = 3.4;
const BLOCK = 10;
const TURNED = 0.13;
const MOST_MOVES = 3;

/** The moves that an order costs least in; null where element by element is cheaper. */
const cheapest = (sizes: readonly number[], order: readonly number[]): readonly Turn[] | null => {
  const rank = order.length;
  const count = sizes.reduce((a, b) => a * b, 1);
  const kept = order[rank - 1] === rank - 1 ? (sizes[rank - 1] as number) : 1;
  let best: { readonly cost: number; readonly moves: readonly Turn[] } = {
    cost: count * (kept > 1 ? Math.min(ALONE, BLOCK / kept + TURNED) : ALONE),
    moves: [],
  };
  const wanted = String(order);
  /** `place[i]`: which axis of the input stands at i now. */
  const search = (place: readonly number[], cost: number, moves: readonly Turn[]): void => {
    if (cost >= best.cost) return;
    if (String(place) === wanted) {
      best = { cost, moves };
      return;
    }
    if (moves.length === MOST_MOVES) return;
    const sizeOf = (from: number, to: number) =>
      place.slice(from, to).reduce((size, axis) => size * (sizes[axis] as number), 1);
    for (let a = 0; a < rank - 1; a++) {
      for (let b = a + 1; b < rank; b++) {
        for (let c = b + 1; c <= rank; c++) {
          const inner = sizeOf(c, rank);
          const next = [...place.slice(0, a), ...place.slice(b, c), ...place.slice(a, b), ...place.slice(c)];
          const each = inner === 1 ? TURNED : BLOCK / inner + TURNED;
          const move = swap(sizeOf(0, a), sizeOf(a, b), sizeOf(b, c), inner);
          search(next, cost + count * each, [...moves, move]);
        }
      }
    }
  };
  search([...order.keys()], 0, []);
  return best.moves.length > 0 ? best.moves : null;
};

/** Two neighbouring axes exchanged, between what is around them. */
const swap = (outer: number, first: number, second: number, inner: number): Turn => {
  const around = [outer, first, second, inner];
  const axes = [0, 2, 1, 3].filter((axis) => axis === 1 || axis === 2 || around[axis] !== 1);
  const used = [...axes].sort((a, b) => a - b);
  return { sizes: used.map((axis) => around[axis] as number), order: axes.map((axis) => used.indexOf(axis)) };
};
