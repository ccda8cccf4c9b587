import { Random } from '@mimmx/core';
import { expect, test } from 'vitest';
import {
  add,
  emit,
  emitMany,
  filled,
  int,
  integers,
  ints,
  mul,
  reduce,
  reshape,
  sizeOf,
  text,
  unary,
  type Value,
} from '../../src/graph/index.ts';
import { sumBeforeSpreading } from '../../src/passes/spread.ts';
import { equalResults, leaf } from './equal-results.ts';

interface Pooling {
  readonly shape: readonly [number, number, number, number];
  readonly size: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly pads: readonly [number, number, number, number];
}

const drawn = (seed: number, overlapping: boolean): Pooling[] => {
  const random = new Random(seed);
  return Array.from({ length: 12 }, () => {
    const size = [1 + random.integer(3), 2 + random.integer(2)] as const;
    const strides = size.map((n) => (overlapping ? Math.max(1, n - 1) : n)) as [number, number];
    const pad = (n: number) => (overlapping ? random.integer(n) : 0);
    const pads = [pad(size[0]), pad(size[1]), pad(size[0]), pad(size[1])] as const;
    const length = () => 4 + random.integer(6);
    return { shape: [1 + random.integer(3), 1 + random.integer(5), length(), length()], size, strides, pads };
  });
};

const pooled = (x: Value, { size, strides, pads }: Pooling): [Value, Value] => {
  const space = x.shape
    .slice(2)
    .map((n, i) => Math.floor((n + pads[i]! + pads[i + 2]! - size[i]!) / strides[i]!) + 1);
  const shape = [...x.shape.slice(0, 2), ...space];
  return emitMany(
    'MaxPool',
    [x],
    [
      { shape, type: 'float32' },
      { shape, type: 'int64' },
    ],
    { kernel_shape: ints(size), strides: ints(strides), dilations: ints([1, 1]), pads: ints(pads) },
  ) as [Value, Value];
};

const unpool = (dy: Value, places: Value, shape: readonly number[], { size, strides }: Pooling) =>
  emit('MaxUnpool', [dy, places, integers(shape)], shape, 'float32', {
    kernel_shape: ints(size),
    strides: ints(strides),
  });

const scatter = (dy: Value, places: Value, shape: readonly number[]) => {
  const [all, some] = [[sizeOf(shape)], [dy.size]];
  const inputs = [filled(all, 'float32', 0), reshape(places, some), reshape(dy, some)];
  const attributes = { axis: int(0), reduction: text('add') };
  return reshape(emit('ScatterElements', inputs, all, 'float32', attributes), shape);
};

/** What batch norm's gradient makes of u: Σ u, Σ u·x for some x, and u·s + x·r + t. */
const readings = (u: Value, x: Value): Value[] => {
  const axes = [0, 2, 3];
  const vector = () => leaf([u.shape[1]!, 1, 1]);
  const mixed = add(add(mul(u, vector()), mul(x, vector())), vector());
  return [reduce('ReduceSum', u, axes, true), reduce('ReduceSum', mul(x, u), axes, false), mixed];
};

test.each([
  ['apart', false],
  ['overlapping', true],
] as const)(
  'sums and factors of channels come before spreading, on shapes drawn at random: windows %s',
  async (_, overlapping) => {
    for (const pooling of drawn(3, overlapping)) {
      for (const own of [true, false]) {
        const y = unary('Exp', leaf(pooling.shape));
        const [values, places] = pooled(y, pooling);
        const dy = leaf(values.shape);
        const u = overlapping ? scatter(dy, places, y.shape) : unpool(dy, places, y.shape, pooling);
        // Σ u·x with the pooling's own input, and with another tensor.
        const outputs = [unary('Relu', values), ...readings(u, own ? y : leaf(y.shape))];
        const left = await equalResults(sumBeforeSpreading, outputs, 1e-5);
        const spreads = left.filter((op) => op === 'MaxUnpool' || op === 'ScatterElements');
        expect(spreads.length, JSON.stringify(pooling)).toBe(1);
        expect(left.includes('GatherElements')).toBe(!own);
      }
    }
  },
);

test('so do those of volumes, which are spread twice', async () => {
  const shape = [2, 3, 4, 6, 4];
  const planes: Pooling = { shape: [2, 12, 6, 4], size: [2, 2], strides: [2, 2], pads: [0, 0, 0, 0] };
  const depth: Pooling = { shape: [2, 3, 4, 6], size: [2, 1], strides: [2, 1], pads: [0, 0, 0, 0] };
  const x = leaf(shape);
  const y = leaf(planes.shape);
  const [largest, within] = pooled(y, planes);
  const [, across] = pooled(reshape(largest, depth.shape), depth);
  const columns = unpool(leaf([2, 3, 2, 6]), across, depth.shape, depth);
  const u = reshape(unpool(reshape(columns, within.shape), within, planes.shape, planes), shape);
  const axes = [0, 2, 3, 4];
  const mixed = add(mul(u, leaf([3, 1, 1, 1])), x);
  const sums = [u, mul(u, x), mul(reshape(y, shape), u)].map((v) => reduce('ReduceSum', v, axes, false));
  const left = await equalResults(sumBeforeSpreading, [...sums, mixed], 1e-5);
  expect(left.filter((op) => op === 'MaxUnpool').length).toBe(2);
});

test('left as they are: sums that mix channels, and a gradient that something else needs whole', async () => {
  const pooling: Pooling = { shape: [2, 3, 4, 4], size: [2, 2], strides: [2, 2], pads: [0, 0, 0, 0] };
  const [values, places] = pooled(leaf(pooling.shape), pooling);
  const u = unpool(leaf(values.shape), places, pooling.shape, pooling);
  const mixing = [reduce('ReduceSum', u, [1, 2, 3], false), reduce('ReduceSum', u, [0, 1, 2, 3], false)];
  expect(sumBeforeSpreading(mixing).every((value, i) => value === mixing[i])).toBe(true);
  const twice = [mul(u, leaf([3, 1, 1])), mul(u, leaf(u.shape))];
  expect(sumBeforeSpreading(twice).every((value, i) => value === twice[i])).toBe(true);
});
