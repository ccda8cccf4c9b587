import { Random } from '@mimmx/core';
import { expect, test } from 'vitest';
import { add, collect, reshape, transpose, type Value } from '../../src/graph/index.ts';
import { turnInSteps } from '../../src/passes/turns.ts';
import { equalResults, leaf } from './equal-results.ts';

const turns = (outputs: readonly Value[]) =>
  collect(outputs)
    .nodes.filter(({ op }) => op === 'Transpose')
    .map((node) => ({ sizes: node.inputs[0]!.shape, order: node.attributes.perm!.value }));

test('equal to the bit, on shapes and orders drawn at random', async () => {
  const random = new Random(11);
  for (let i = 0; i < 40; i++) {
    const shape = Array.from({ length: 2 + random.integer(5) }, () => 1 + random.integer(5));
    const order = Array.from(random.permutation(shape.length));
    await equalResults(turnInSteps, [transpose(leaf(shape), order)], 1e-12);
  }
});

test('a filter is turned as matrices, twice', () => {
  const [turned] = turnInSteps([transpose(leaf([3, 3, 32, 64]), [3, 2, 0, 1])]);
  expect(turned!.shape).toEqual([64, 32, 3, 3]);
  expect(turns([turned!])).toEqual([
    { sizes: [9 * 32, 64], order: [1, 0] },
    { sizes: [64, 9, 32], order: [0, 2, 1] },
  ]);
});

test('neighbours that stay neighbours are moved as one', () => {
  const [turned] = turnInSteps([transpose(leaf([16, 8, 7, 7]), [2, 3, 0, 1])]);
  expect(turns([turned!])).toEqual([{ sizes: [128, 49], order: [1, 0] }]);
});

test('pixels from channels: blocks of 16 move, not numbers', () => {
  const [turned] = turnInSteps([transpose(leaf([4, 2, 2, 8, 14, 14]), [0, 4, 1, 5, 2, 3])]);
  for (const { sizes, order } of turns([turned!])) {
    const axes = [...(order as number[])];
    // Either a matrix is turned, or what stays last is long.
    const last = axes.at(-1) === axes.length - 1 ? sizes.at(-1)! : null;
    expect(last === null || last >= 8, `${sizes} by ${axes}`).toBe(true);
  }
});

test('what is fast already is left, and what only axes of length 1 change is no turn at all', () => {
  const one = transpose(leaf([4, 8, 5, 6]), [0, 2, 3, 1]);
  const outputs = [one, transpose(leaf([7, 9]), [1, 0]), transpose(leaf([2, 3, 4]), [1, 0, 2])];
  expect(turnInSteps(outputs).every((value, i) => value === outputs[i])).toBe(true);
  const [still] = turnInSteps([transpose(leaf([1, 6, 1, 4]), [1, 2, 0, 3])]);
  expect(turns([still!])).toEqual([]);
});

test('in a graph that goes on', async () => {
  const x = leaf([3, 3, 6, 5]);
  const turned = transpose(add(x, 1), [3, 2, 0, 1]);
  await equalResults(turnInSteps, [add(reshape(turned, [5, 54]), 2), turned], 1e-12);
});
