import { expect, test } from 'vitest';
import {
  add,
  cast,
  compare,
  concat,
  div,
  expand,
  filled,
  matMul,
  mul,
  pad,
  reduce,
  reshape,
  scalar,
  sub,
  transpose,
  unary,
} from '../../src/graph/index.ts';
import { foldBroadcasts } from '../../src/passes/broadcasts.ts';
import { foldConstants } from '../../src/passes/constants.ts';
import { mergeDuplicates } from '../../src/passes/duplicates.ts';
import { gatherFactors } from '../../src/passes/factors.ts';
import { simplify } from '../../src/passes/identities.ts';
import { sinkTransposes } from '../../src/passes/layout.ts';
import { putPairsLast } from '../../src/passes/pairs.ts';
import { absorbTransposes } from '../../src/passes/products.ts';
import { dropLeadingAxes } from '../../src/passes/ranks.ts';
import { equalResults, leaf } from './equal-results.ts';

test('broadcasts are left unwritten where a full operand is there, and in sums of copies', async () => {
  const x = leaf([4, 3]);
  const column = expand(leaf([4, 1]), [4, 3]);
  expect(await equalResults(foldBroadcasts, [mul(x, column)])).toEqual(['Mul']);
  expect(await equalResults(foldBroadcasts, [mul(x, filled([4, 3], 'float32', 0.5))])).toEqual(['Mul']);
  const sum = reduce('ReduceSum', expand(leaf([4, 1]), [4, 3]), [1], false);
  expect(await equalResults(foldBroadcasts, [sum])).not.toContain('Expand');
  await equalResults(foldBroadcasts, [transpose(expand(leaf([1, 3]), [4, 3]), [1, 0])]);
  await equalResults(foldBroadcasts, [reshape(expand(leaf([1, 1, 3]), [2, 4, 3]), [2, 1, 4, 3])]);
});

test('arithmetic on known numbers is done now', async () => {
  const known = mul(add(scalar(2), scalar(3)), scalar(4));
  expect(await equalResults(foldConstants, [mul(leaf([3]), known)])).toEqual(['Mul']);
});

test('operators that change nothing go', async () => {
  const x = leaf([2, 3, 4]);
  const y = transpose(transpose(reshape(reshape(x, [6, 4]), [2, 3, 4]), [2, 0, 1]), [1, 2, 0]);
  expect(await equalResults(simplify, [unary('Exp', add(mul(y, 1), 0))])).toEqual(['Exp']);
  const s = reduce('ReduceSum', unary('Exp', leaf([5])), [0], false);
  expect(await equalResults(simplify, [unary('Exp', mul(s, div(scalar(1), s)))])).not.toContain('Div');
});

test('equal work is done once', async () => {
  const x = leaf([8]);
  const y = leaf([8]);
  expect(
    await equalResults(mergeDuplicates, [sub(unary('Exp', add(x, y)), unary('Exp', add(y, x)))]),
  ).toEqual(['Add', 'Exp', 'Sub']);
});

test('small factors are gathered, and come out of sums', async () => {
  const x = leaf([16, 3]);
  const row = leaf([3]);
  expect((await equalResults(gatherFactors, [mul(mul(x, row), leaf([3]))])).length).toBe(2);
  expect((await equalResults(gatherFactors, [add(mul(x, row), mul(x, leaf([3])))])).length).toBe(2);
  expect(await equalResults(gatherFactors, [reduce('ReduceSum', mul(x, row), [0], false)])).toEqual([
    'ReduceSum',
    'Mul',
  ]);
  const mean = reduce('ReduceMean', x, [0], false);
  expect(await equalResults(gatherFactors, [reduce('ReduceSum', sub(x, mean), [0], false)])).not.toContain(
    'ReduceSum',
  );
});

test('axes of length 1 in front are dropped', async () => {
  const x = reshape(leaf([5, 3]), [1, 1, 5, 3]);
  const y = sub(x, leaf([1, 1, 1, 3]));
  await equalResults(dropLeadingAxes, [reduce('ReduceSum', mul(y, y), [0, 1, 2], false)]);
});

test('transposes sink through what works in either layout', async () => {
  const nhwc = transpose(leaf([2, 3, 4, 5]), [0, 2, 3, 1]);
  const other = transpose(leaf([2, 3, 4, 5]), [0, 2, 3, 1]);
  const back = transpose(unary('Relu', add(mul(nhwc, leaf([3])), other)), [0, 3, 1, 2]);
  const left = await equalResults((values) => simplify(sinkTransposes(values)), [back]);
  expect(left.filter((op) => op === 'Transpose').length).toBe(0);
  await equalResults(sinkTransposes, [
    reduce('ReduceSum', nhwc, [0, 1, 2], false),
    reduce('ReduceMean', other, [1], false),
  ]);
  await equalResults(sinkTransposes, [
    concat([nhwc, other], 3),
    pad(nhwc, [
      [0, 0],
      [1, 0],
      [0, 2],
      [0, 0],
    ]),
  ]);
  await equalResults(sinkTransposes, [
    reshape(nhwc, [2, 20, 3]),
    reshape(nhwc, [2, 2, 2, 5, 3]),
    reshape(nhwc, [2, 60]),
  ]);
});

test('matrix products read their sides transposed', async () => {
  const a = leaf([4, 3]);
  const b = leaf([5, 4]);
  expect(await equalResults(absorbTransposes, [matMul(transpose(a, [1, 0]), transpose(b, [1, 0]))])).toEqual([
    'Gemm',
  ]);
  expect(await equalResults(absorbTransposes, [transpose(matMul(b, a), [1, 0])])).toEqual(['Gemm']);
});

test('differences of all pairs are worked out feature by feature', async () => {
  const d = sub(leaf([1, 16, 4]), leaf([12, 1, 4]));
  const left = await equalResults(
    (values) => sinkTransposes(sinkTransposes(putPairsLast(values))),
    [reduce('ReduceMean', mul(d, d), [1], false)],
  );
  expect(left).toContain('Transpose');
});

test('a comparison is not taken for a mask unless ReLU made what it compares', async () => {
  const x = leaf([4]);
  expect(await equalResults(simplify, [cast(compare('Greater', x, 0), 'float32')])).toEqual([
    'Greater',
    'Cast',
  ]);
});
