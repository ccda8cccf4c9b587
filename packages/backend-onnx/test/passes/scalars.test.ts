import { Random } from '@mimmx/core';
import { expect, test } from 'vitest';
import {
  add,
  compare,
  constant,
  mul,
  reshape,
  sub,
  unary,
  type Value,
  where,
} from '../../src/graph/index.ts';
import { alignScalars } from '../../src/passes/scalars.ts';
import { equalResults, leaf } from './equal-results.ts';

const number = (value: number, shape: number[] = []): Value =>
  constant(Float32Array.of(value), shape, 'float32');

const ranksOf = (value: Value): number[] => value.node!.inputs.map((input) => input!.shape.length);

test('equal results on shapes drawn at random, and every operand has the rank of the result', async () => {
  const random = new Random(4);
  for (let i = 0; i < 12; i++) {
    const rank = 2 + random.integer(3);
    const shape: number[] = [...Array.from({ length: rank - 1 }, () => 1 + random.integer(5)), 1];
    if (Math.max(...shape) === 1) shape[0] = 3;
    const few = number(0.3, Array<number>(random.integer(rank)).fill(1));
    const x = leaf(shape);
    const outputs = [
      add(x, 2),
      sub(few, x),
      mul(unary('Exp', x), few),
      where(compare('Greater', x, few), number(1), x),
      where(compare('Less', x, 0), number(1), few),
    ];
    await equalResults(alignScalars, outputs);
  }
  expect(ranksOf(alignScalars([mul(leaf([4, 5, 1]), number(2))])[0]!)).toEqual([3, 3]);
});

test('a number that is computed, too', async () => {
  const computed = unary('Exp', reshape(leaf([1, 1]), []));
  await equalResults(alignScalars, [mul(leaf([6, 4, 4, 1]), computed)]);
});

test('left as they are: other last axes, equal ranks, lists', () => {
  const outputs = [
    mul(leaf([4, 5]), number(2)),
    mul(leaf([4, 1]), number(2, [1, 1])),
    mul(leaf([4, 5, 1]), leaf([5, 1])),
    mul(number(2), number(1, [1])),
  ];
  expect(alignScalars(outputs).every((value, i) => value === outputs[i])).toBe(true);
});
