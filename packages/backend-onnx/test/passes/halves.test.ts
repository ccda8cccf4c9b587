import { Random } from '@mimmx/core';
import { expect, test } from 'vitest';
import { evaluateNow } from '../../src/backend/evaluate.ts';
import {
  allocate,
  cast,
  constant,
  emitMany,
  ints,
  reshape,
  unary,
  type Value,
} from '../../src/graph/index.ts';
import { poolByHalves } from '../../src/passes/halves.ts';
import { equalResults, leaf } from './equal-results.ts';

const pooled = (
  x: Value,
  size: readonly [number, number],
  other: { pads?: number[]; strides?: number[] } = {},
): Value[] => {
  const { pads = [0, 0, 0, 0], strides = size } = other;
  const space = x.shape
    .slice(2)
    .map((n, i) => Math.floor((n + pads[i]! + pads[i + 2]! - size[i]!) / strides[i]!) + 1);
  const shape = [...x.shape.slice(0, 2), ...space];
  const outputs = [
    { shape, type: 'float32' as const },
    { shape, type: 'int64' as const },
  ];
  return emitMany('MaxPool', [x], outputs, {
    kernel_shape: ints(size),
    strides: ints(strides),
    dilations: ints([1, 1]),
    pads: ints(pads),
  });
};

/** Numbers of which many are equal, so that the first of equals is asked for, too. */
const coarse = (random: Random, shape: readonly number[]): Value => {
  const data = allocate(
    'float32',
    shape.reduce((a, b) => a * b, 1),
  ) as Float32Array;
  return constant(
    data.map(() => random.integer(5) - 2),
    shape,
    'float32',
  );
};

const bytesOf = ({ data }: Value): Buffer => Buffer.from(data!.buffer, data!.byteOffset, data!.byteLength);

/** To the bit: nothing is computed, numbers are chosen. */
const expectEqualBits = async (outputs: readonly Value[], shape: readonly number[]): Promise<void> => {
  const after = poolByHalves(outputs);
  expect(after[0]?.node?.op, JSON.stringify({ shape })).not.toBe('MaxPool');
  await evaluateNow(after, new Set());
  const found = after.map(bytesOf);
  await evaluateNow(outputs, new Set());
  expect(found.map((bytes, k) => bytes.equals(bytesOf(outputs[k]!)))).toEqual([true, true]);
};

test.each(['2,2', '2,1', '1,2'])(
  'largest numbers and the places of the first of equals, on shapes drawn at random: windows of %s',
  async (text) => {
    const [random, size] = [new Random(5), text.split(',').map(Number) as [number, number]];
    for (let i = 0; i < 3; i++) {
      const space = [20 + random.integer(9), 20 + random.integer(9)];
      const shape = [2 + random.integer(2), 6 + random.integer(3), ...space];
      await expectEqualBits(pooled(coarse(random, shape), size), shape);
    }
  },
);

test.each([
  '3,3 by 1,1,1,1',
  '3,3 by 0,0,1,1',
  '3,3 by 1,0,0,1',
  '3,1 by 1,0,1,0',
  '1,3 by 0,0,0,1',
  '3,2 by 0,0,1,0',
])('windows two apart, that share numbers and reach over the border: %s', async (text) => {
  const [size, pads] = text.split(' by ').map((list) => list.split(',').map(Number));
  const strides = size!.map((n) => Math.min(n, 2));
  const random = new Random(7);
  for (let i = 0; i < 4; i++) {
    const space = [0, 1].map(() => 18 + 2 * random.integer(5));
    const shape = [2 + random.integer(2), 6 + random.integer(3), ...space];
    const x = coarse(random, shape);
    await expectEqualBits(pooled(x, size as [number, number], { pads: pads!, strides }), shape);
  }
});

test('numbers that are none have places that are there', async () => {
  for (const value of [Number.NaN, Number.NEGATIVE_INFINITY]) {
    const x = constant(new Float32Array(2 * 8 * 16 * 18).fill(value), [2, 8, 16, 18], 'float32');
    const [, places] = poolByHalves(pooled(x, [3, 3], { pads: [1, 1, 1, 1], strides: [2, 2] }));
    await evaluateNow([places!], new Set());
    const found = Array.from(places!.data as BigInt64Array, Number);
    expect(Math.min(...found)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...found)).toBeLessThan(x.size);
  }
});

test('in a graph that goes on', async () => {
  const [values, places] = pooled(unary('Exp', leaf([2, 8, 16, 18])), [2, 2]) as [Value, Value];
  const outputs = [unary('Relu', values), cast(reshape(places, [places.size]), 'int32')];
  expect(await equalResults(poolByHalves, outputs)).not.toContain('MaxPool');
});

test.each<[string, () => Value[]]>([
  ['windows that overlap', () => pooled(leaf([2, 8, 16, 16]), [2, 2], { strides: [1, 1] })],
  ['windows of three', () => pooled(leaf([2, 8, 18, 18]), [3, 3])],
  ['a border', () => pooled(leaf([2, 8, 16, 16]), [2, 2], { pads: [1, 1, 1, 1] })],
  ['windows of three on an odd axis', () => pooled(leaf([2, 8, 17, 17]), [3, 3], { strides: [2, 2] })],
  ['few numbers', () => pooled(leaf([1, 2, 8, 8]), [2, 2])],
])('left as they are: %s', (_, make) => {
  const outputs = make();
  expect(poolByHalves(outputs).every((value, i) => value === outputs[i])).toBe(true);
});
