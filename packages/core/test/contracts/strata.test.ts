import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { cellCodes, type Factor, makesCells, strataOf, stratumCodes, stratumOf } from '../../src/index.ts';
import * as tf from '../../src/tf/index.ts';

beforeAll(() => tf.setBackend('cpu'));

const sex: Factor = { name: 'sex', kind: 'categorical', classes: 2, labels: ['F', 'M'] };
const age: Factor = { name: 'age', kind: 'continuous', mean: 50, sd: 10 };
const binned: Factor = {
  ...age,
  bins: { edges: [40, 60], labels: ['< 40', '40 to < 60', '>= 60'] },
};

test('classes and bins make cells; a number without bins is one stratum and makes none', () => {
  expect([sex, age, binned].map(makesCells)).toEqual([true, false, true]);
  expect([sex, age, binned].map((factor) => strataOf(factor).classes)).toEqual([2, 1, 3]);
  expect(strataOf(sex)).toBe(sex);
});

test('a value on a border belongs to the upper bin; what is missing to none', () => {
  expect([39.9, 40, 59, 60, Number.NaN].map((value) => stratumOf(binned, value))).toEqual([0, 1, 1, 2, -1]);
  expect([0, 1, -1].map((code) => stratumOf(sex, code))).toEqual([0, 1, -1]);
  expect(stratumOf(age, 70)).toBe(0);
});

test('codes of the factors that make cells, in their order', () => {
  const codes = Int32Array.of(1, 0, -1);
  const found = cellCodes([age, binned, sex], [[1, 2, 3], [70, Number.NaN, 40], codes]);
  expect(found.map(({ name }) => name)).toEqual(['age', 'sex']);
  expect([...found[0]!.codes]).toEqual([2, -1, 1]);
  expect(found[1]!.codes).toBe(codes);
  expect([...cellCodes([sex], [Float64Array.of(1, Number.NaN)])[0]!.codes]).toEqual([1, -1]);
});

test('a batch of standardised values has the codes of the values themselves, those on borders included', () => {
  const number = fc.integer({ min: -800, max: 800 }).map((eighths) => eighths / 8);
  fc.assert(
    fc.property(
      fc.uniqueArray(number, { minLength: 2, maxLength: 12 }),
      fc.double({ min: -70, max: 70, noNaN: true }),
      fc.double({ min: 1, max: 20, noNaN: true }),
      (values, mean, sd) => {
        const edges = [...values].sort((a, b) => a - b).slice(1, 4);
        const factor: Factor = {
          ...age,
          mean,
          sd,
          bins: { edges, labels: Array.from({ length: edges.length + 1 }, (_, i) => String(i)) },
        };
        const standardised = tf.tensor1d(values.map((value) => (value - mean) / sd));
        expect([...stratumCodes(factor, standardised).dataSync()]).toEqual(
          values.map((value) => stratumOf(factor, value)),
        );
      },
    ),
  );
  const codes = tf.tensor1d([1, 0], 'int32');
  expect(stratumCodes(sex, codes)).toBe(codes);
});
