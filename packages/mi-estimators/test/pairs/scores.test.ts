import { normalTensor, Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { describe, expect, test } from 'vitest';
import { critics, mine } from '../../src/index.ts';
import { logMeanExp, meanSoftplus, rowLogMeans } from '../../src/lower/expectations.ts';
import { allPairs, classPairs, permuted } from '../../src/pairs/index.ts';

const N = 11;
const random = new Random(5);
const x = normalTensor(random, [N, 3]);
const y = normalTensor(random, [N, 2]);
const weights = tf.tensor1d(Array.from({ length: N }, (_, i) => (i === 4 ? 0 : 0.2 + random.uniform())));
const shape = { hidden: [6, 5], embedding: 4, activation: 'tanh' as const, lead: [] as const, random };
const numbers = (t: tf.Tensor) => Array.from(t.dataSync());

describe.each(Object.entries(critics))('%s', (_name, make) => {
  const critic = make({ ...shape, x: 3, y: 2 });
  const [left, right] = [critic.left(x), critic.right(y)];
  const table = critic.table(left, right).arraySync() as number[][];

  test('its table holds the score of every pair, and its joint scores are the diagonal', () => {
    for (const [i, row] of table.entries()) {
      const repeated = tf.tile(tf.slice(left, [i, 0], [1, -1]), [N, 1]);
      for (const [j, v] of numbers(critic.joint(repeated, right)).entries()) expect(row[j]).toBeCloseTo(v, 5);
    }
    numbers(critic.joint(left, right)).forEach((v, i) => {
      expect(v).toBeCloseTo(table[i]![i]!, 5);
    });
  });

  test.each([undefined, weights])(
    'expectations over all pairs are sums over i ≠ j (weights: %#)',
    (given) => {
      const w = given ? numbers(given) : Array.from({ length: N }, () => 1);
      let [mass, exponentials, softplus] = [0, 0, 0];
      const perRow = w.map(() => ({ mass: 0, exponentials: 0 }));
      for (let i = 0; i < N; i++)
        for (let j = 0; j < N; j++) {
          if (i === j) continue;
          const p = w[i]! * w[j]!;
          mass += p;
          exponentials += p * Math.exp(table[i]![j]!);
          softplus += p * Math.log1p(Math.exp(table[i]![j]!));
          perRow[i]!.mass += w[j]!;
          perRow[i]!.exponentials += w[j]! * Math.exp(table[i]![j]!);
        }
      for (const blockRows of [0, 4]) {
        const scores = allPairs(critic, x, y, given, blockRows);
        expect(numbers(logMeanExp(scores))[0]).toBeCloseTo(Math.log(exponentials / mass), 4);
        expect(numbers(meanSoftplus(scores))[0]).toBeCloseTo(softplus / mass, 4);
        const rows = numbers(rowLogMeans(scores));
        perRow.forEach((row, i) => {
          if (w[i]! > 0) expect(rows[i]).toBeCloseTo(Math.log(row.exponentials / row.mass), 4);
        });
      }
    },
  );

  test('blocks of rows have the gradient of the whole table', () => {
    const gradients = (blockRows: number) =>
      tf.variableGrads(
        () => logMeanExp(allPairs(critic, x, y, weights, blockRows)) as tf.Scalar,
        [...critic.variables],
      ).grads;
    const [whole, blocks] = [gradients(0), gradients(3)];
    for (const { name } of critic.variables) {
      const other = numbers(blocks[name]!);
      numbers(whole[name]!).forEach((g, i) => {
        expect(other[i]).toBeCloseTo(g, 4);
      });
    }
  });
});

test('counting classes gives what forming all pairs gives', () => {
  const codes = Int32Array.from([0, 1, 2, 1, 1, 0, 2, 2, 1, 0, 1]);
  const oneHot = tf.cast(tf.oneHot(tf.tensor1d(codes, 'int32'), 4), 'float32');
  const critic = critics.concatenated({ ...shape, x: 3, y: 4 });
  for (const given of [undefined, weights]) {
    const [formed, counted] = [allPairs(critic, x, oneHot, given), classPairs(critic, x, oneHot, given)];
    expect(numbers(counted.joint)).toEqual(
      numbers(formed.joint).map((v) => expect.closeTo(v, 5) as unknown as number),
    );
    expect(numbers(logMeanExp(counted))[0]).toBeCloseTo(numbers(logMeanExp(formed))[0]!, 5);
    expect(numbers(meanSoftplus(counted))[0]).toBeCloseTo(numbers(meanSoftplus(formed))[0]!, 5);
  }
});

test('permuted pairs never meet their own y, and none twice', () => {
  const eye = tf.eye(N);
  const identity = {
    variables: [],
    scoring: [],
    left: (t: tf.Tensor) => t,
    right: (t: tf.Tensor) => t,
    joint: (a: tf.Tensor, b: tf.Tensor) => tf.sum(tf.mul(a, b), -1),
    table: (a: tf.Tensor, b: tf.Tensor) => tf.matMul(a, b, false, true),
  };
  const met = (permutations: number) => {
    const scores = permuted(identity, eye, eye, undefined, permutations, new Random(2));
    expect(numbers(scores.joint)).toEqual(Array.from({ length: N }, () => 1));
    return numbers(scores.fold((s) => tf.sum(s, -1)));
  };
  expect(met(N - 1)).toEqual(Array.from({ length: N }, () => 0));
  expect(() => met(N)).toThrow('E_BATCH: A batch of 11 rows has only 10 permutations');

  // Where the batch is known beforehand, it is said when the estimator is made.
  const form = { kind: 'continuous', width: 2 } as const;
  const made = (rows: number) =>
    mine.create(
      { x: form, y: form, random: new Random(1), rows },
      { ...mine.options.parse({}), marginals: 'permuted', permutations: N },
    );
  expect(() => made(N)).toThrow('E_BATCH: A batch of 11 rows has only 10 permutations');
  expect(made(N + 1).form).toBe('tensor');
});
