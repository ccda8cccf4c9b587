import { Random } from '@mimmx/core';
import { expect, test } from 'vitest';
import { matMul, reshape, transpose, unary, type Value } from '../../src/graph/index.ts';
import { turnNarrowProducts } from '../../src/passes/narrow-products.ts';
import { equalResults, leaf } from './equal-results.ts';

const drawn = (seed: number) => {
  const random = new Random(seed);
  return Array.from({ length: 6 }, () => {
    const columns = 1 + random.integer(24);
    return { long: 1024 + random.integer(300), rows: 2 * columns + random.integer(40), columns };
  });
};

test('long products of few columns turn the smaller side, on shapes drawn at random', async () => {
  for (const { long, rows, columns } of drawn(1)) {
    const a = unary('Relu', leaf([long, rows]));
    for (const turned of [false, true]) {
      const b = leaf(turned ? [columns, long] : [long, columns]);
      const left = await equalResults(turnNarrowProducts, [matMul(a, b, true, turned)]);
      expect(left).not.toContain('Gemm');
    }
  }
});

test('pixels of images are turned by whole planes', async () => {
  const images = unary('Relu', leaf([3, 5, 20, 20]));
  const pixels = reshape(transpose(images, [0, 2, 3, 1]), [1200, 5]);
  const [after] = turnNarrowProducts([matMul(leaf([1200, 18]), pixels, true, false)]) as [Value];
  const side = after.node?.inputs[0]?.node?.inputs[0] as Value;
  expect(side.node?.op).toBe('Reshape');
  expect(side.node?.inputs[0]?.node?.attributes.perm?.value).toEqual([1, 0, 2, 3]);
  await equalResults(turnNarrowProducts, [matMul(leaf([1200, 18]), pixels, true, false)]);
});

test.each([
  ['short ones', [512, 40], [512, 8], true],
  ['those of as many columns as rows', [2048, 40], [2048, 30], true],
  ['those of many columns', [1024, 200], [1024, 80], true],
  ['those whose left side is not turned', [40, 2048], [2048, 8], false],
] as const)('left as they are: %s', (_, a, b, flip) => {
  const outputs = [matMul(leaf([...a]), leaf([...b]), flip, false)];
  expect(turnNarrowProducts(outputs)[0]).toBe(outputs[0]);
});
