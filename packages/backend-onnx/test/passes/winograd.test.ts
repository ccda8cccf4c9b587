import { Random } from '@mimmx/core';
import { expect, test } from 'vitest';
import { emit, int, ints, matMul, reshape, swapOf, transpose, type Value } from '../../src/graph/index.ts';
import { columnsOf } from '../../src/passes/columns.ts';
import { mergeDuplicates } from '../../src/passes/duplicates.ts';
import { passesFor } from '../../src/passes/index.ts';
import { multiplyLess } from '../../src/passes/winograd.ts';
import { configure } from '../../src/session/index.ts';
import { equalResults, leaf, operators } from './equal-results.ts';

interface Shape {
  readonly batch: number;
  readonly inside: number;
  readonly outside: number;
  readonly space: readonly [number, number];
  /** top, left, bottom, right */
  readonly pads: readonly number[];
}

const outputOf = ({ space, pads }: Shape) => space.map((n, i) => n + pads[i]! + pads[i + 2]! - 2);

const windowOf = ({ pads }: Shape) => ({
  kernel_shape: ints([3, 3]),
  strides: ints([1, 1]),
  dilations: ints([1, 1]),
  pads: ints(pads),
  group: int(1),
});

/** A convolution and its two gradients, as kernels record them. */
const three = (shape: Shape, { rowsFirst = false } = {}): Value[] => {
  const { batch, inside, outside, space, pads } = shape;
  const output = outputOf(shape);
  const x = leaf([batch, inside, ...space]);
  const dy = leaf([batch, outside, ...output]);
  const kernels = transpose(leaf([3, 3, inside, outside]), [3, 2, 0, 1]);
  const columns = columnsOf(transpose(x, swapOf(4)), {
    size: [3, 3],
    strides: [1, 1],
    dilations: [1, 1],
    before: pads.slice(0, 2),
    after: pads.slice(2),
    output,
  });
  const count = dy.size / outside;
  const rows = reshape(transpose(dy, [0, 2, 3, 1]), [count, outside]);
  const filter = rowsFirst
    ? matMul(rows, columns, true, true)
    : matMul(columns, reshape(transpose(dy, swapOf(4)), [outside, count]), false, true);
  return [
    emit('Conv', [x, kernels], dy.shape, 'float32', windowOf(shape)),
    emit('ConvTranspose', [dy, kernels], x.shape, 'float32', {
      ...windowOf(shape),
      output_padding: ints([0, 0]),
    }),
    filter,
  ];
};

/** Shapes that pay; outputs are even in one direction and odd in the other. */
const drawn = (seed: number): Shape[] => {
  const random = new Random(seed);
  const even = () => 6 + 2 * random.integer(3);
  return Array.from({ length: 8 }, () => {
    const pads = Array.from({ length: 4 }, () => random.integer(3));
    return {
      batch: 12 + random.integer(3),
      inside: 96 + random.integer(40),
      outside: 96 + random.integer(40),
      space: [even() + 2 - pads[0]! - pads[2]!, even() + 3 - pads[1]! - pads[3]!] as const,
      pads,
    };
  });
};

const like = (change: Partial<Shape>): Shape => ({
  ...{ batch: 8, inside: 128, outside: 128, space: [8, 8] as const, pads: [1, 1, 1, 1] },
  ...change,
});

// Sums of up to 1,200 products of numbers up to 1.
const ROUNDING = 2e-5;

test.each(drawn(7))('tiles give the convolution and its gradients: %o', async (shape) => {
  const left = await equalResults(multiplyLess, three(shape), ROUNDING);
  expect(left).not.toContain('Conv');
  expect(left).not.toContain('ConvTranspose');
  expect(left).not.toContain('Columns');
});

test('with every other pass around it, too', async () => {
  const [shape] = drawn(10) as [Shape];
  const left = await equalResults(passesFor('cpu'), three(shape), ROUNDING);
  expect(left.filter((op) => op === 'FusedMatMul')).toHaveLength(2);
});

test('the gradient of the filter is found whichever side of its product the columns are', async () => {
  const [shape] = drawn(8) as [Shape];
  expect(await equalResults(multiplyLess, three(shape, { rowsFirst: true }), ROUNDING)).not.toContain(
    'Columns',
  );
});

test.each([128, 520])('all three products of %i channels share what they are made of', (channels) => {
  const left = mergeDuplicates(multiplyLess(three(like({ inside: channels, outside: channels }))));
  // Tiles of the input, of the gradient, and the outputs' and the inputs' pixels.
  expect(operators(left).filter((op) => op === 'Gather')).toHaveLength(4);
});

test.each([
  ['few channels', like({ inside: 16 })],
  ['tiles that reach far beyond an image', like({ space: [3, 3] })],
  ['more weights than pixels', like({ batch: 1, inside: 256, outside: 256, space: [4, 4] })],
])('left as they were: %s', (_, shape) => {
  const before = three(shape);
  expect(multiplyLess(before)).toEqual(before);
});

test('a gradient whose rows only look like channels of images is read as it is', async () => {
  // What a channel shuffle of four axes leaves: [4, 32, 8, 64] swapped, and read as [128, 512].
  const x = leaf([8, 128, 8, 8]);
  const columns = columnsOf(transpose(x, swapOf(4)), {
    ...{ size: [3, 3], strides: [1, 1], dilations: [1, 1], before: [1, 1], after: [1, 1], output: [8, 8] },
  });
  const dy = reshape(transpose(leaf([32, 4, 8, 64]), swapOf(4)), [128, 512]);
  const left = await equalResults(multiplyLess, [matMul(columns, dy, false, true)], ROUNDING);
  expect(left).not.toContain('Columns');
});

test('a convolution whose filter is not trained stays one, and the setting turns all of it off', () => {
  const [forward, , filter] = three(like({})) as [Value, Value, Value];
  expect(operators(multiplyLess([forward]))).toContain('Conv');
  configure({ winograd: false });
  const off = operators(multiplyLess([forward, filter]));
  configure({ winograd: true });
  expect(off).toContain('Conv');
  expect(operators(multiplyLess([forward, filter]))).not.toContain('Conv');
});
