import { type AnyDefinition, Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { expect, test } from 'vitest';
import { distanceCorrelation, hsic, mmd, squaredCorrelation } from '../../src/index.ts';
import { continuous, discrete, makeTensor } from '../make.ts';

const N = 24;
const random = new Random(3);
const x = Array.from({ length: N }, () => [random.normal(), random.normal()]);
const y = x.map(([a, b]) => [0.7 * a! + random.normal(), b! * b! + random.normal(), random.normal()]);
const codes = x.map(([a]) => (a! > 0.4 ? 2 : a! > -0.5 ? 1 : 0));

const indices = Array.from({ length: N }, (_, i) => i);
const squared = (a: number[], b: number[]) => a.reduce((sum, v, c) => sum + (v - b[c]!) ** 2, 0);
const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;

async function measure(definition: AnyDefinition, options: Record<string, unknown>, byClass = false) {
  const form = byClass ? discrete(3) : continuous(3);
  const estimator = makeTensor(definition, { x: continuous(2), y: form, options });
  const value = estimator.estimate(tf.tensor2d(x), byClass ? tf.tensor1d(codes, 'int32') : tf.tensor2d(y));
  return (await value.data())[0]!;
}

test('HSIC is its definition over all tuples of rows', async () => {
  const k = (i: number, j: number) => Math.exp(-squared(x[i]!, x[j]!) / 2);
  const l = (i: number, j: number) => Math.exp(-squared(y[i]!, y[j]!) / (2 * 1.5 ** 2));
  // tr(KHLH) / (m − 1)² by centred matrices.
  const centre = (f: typeof k) => {
    const rows = indices.map((i) => mean(indices.map((j) => f(i, j))));
    const all = mean(rows);
    return (i: number, j: number) => f(i, j) - rows[i]! - rows[j]! + all;
  };
  const [kc, lc] = [centre(k), centre(l)];
  let trace = 0;
  for (const i of indices) for (const j of indices) trace += kc(i, j) * lc(j, i);
  expect(await measure(hsic, { variant: 'biased', sigmaY: 1.5 })).toBeCloseTo(trace / (N - 1) ** 2, 5);

  let [pairs, triples, quadruples] = [0, 0, 0];
  for (const i of indices)
    for (const j of indices) {
      if (i === j) continue;
      pairs += k(i, j) * l(i, j);
      for (const q of indices) {
        if (q === i || q === j) continue;
        triples += k(i, j) * l(i, q);
        for (const r of indices) if (r !== i && r !== j && r !== q) quadruples += k(i, j) * l(q, r);
      }
    }
  const falling = (count: number) => indices.slice(0, count).reduce((product, i) => product * (N - i), 1);
  const unbiased = pairs / falling(2) + quadruples / falling(4) - (2 * triples) / falling(3);
  expect(await measure(hsic, { variant: 'unbiased', sigmaY: 1.5 })).toBeCloseTo(unbiased, 5);
});

test('distance correlation is its definition', async () => {
  const centred = (values: number[][]) => {
    const d = (i: number, j: number) => Math.sqrt(squared(values[i]!, values[j]!));
    const rows = indices.map((i) => mean(indices.map((j) => d(i, j))));
    return indices.map((i) => indices.map((j) => d(i, j) - rows[i]! - rows[j]! + mean(rows)));
  };
  const [a, b] = [centred(x), centred(y)];
  const product = (p: number[][], q: number[][]) =>
    mean(p.flatMap((row, i) => row.map((v, j) => v * q[i]![j]!)));
  const expected = Math.sqrt(product(a, b) / Math.sqrt(product(a, a) * product(b, b)));
  expect(await measure(distanceCorrelation, {})).toBeCloseTo(expected, 5);
});

test('MMD is the mean over pairs of groups', async () => {
  const gammas = [0.1, 1, 10];
  const k = (i: number, j: number) =>
    gammas.reduce((sum, g) => sum + Math.exp(-g * squared(x[i]!, x[j]!)), 0);
  const groups = [0, 1, 2].map((code) => indices.filter((i) => codes[i] === code));
  const between = (a: number[], b: number[], own: boolean) =>
    mean(a.flatMap((i) => b.filter((j) => own || i !== j).map((j) => k(i, j))));
  for (const variant of ['biased', 'unbiased'] as const) {
    const own = variant === 'biased';
    const pairs = [
      [0, 1],
      [0, 2],
      [1, 2],
    ].map(([a, b]) => {
      const [p, q] = [groups[a!]!, groups[b!]!];
      return between(p, p, own) + between(q, q, own) - 2 * between(p, q, true);
    });
    expect(await measure(mmd, { gammas, variant }, true)).toBeCloseTo(mean(pairs), 5);
  }
});

test('squared correlation is the mean of Pearson’s over columns', async () => {
  const column = (values: number[][], c: number) => values.map((row) => row[c]!);
  const pearson = (a: number[], b: number[]) => {
    const [ma, mb] = [mean(a), mean(b)];
    const covariance = mean(a.map((v, i) => (v - ma) * (b[i]! - mb)));
    return covariance / Math.sqrt(mean(a.map((v) => (v - ma) ** 2)) * mean(b.map((v) => (v - mb) ** 2)));
  };
  const squares = [0, 1].flatMap((c) => [0, 1, 2].map((e) => pearson(column(x, c), column(y, e)) ** 2));
  expect(await measure(squaredCorrelation, {})).toBeCloseTo(mean(squares), 5);
});
