import { Random } from '@mimmx/core';
import { expect, test } from 'vitest';
import { gumbel, gumbelPosterior, logSumExp } from '../../src/scm/gumbel.ts';

const DRAWS = 40_000;

/** Noise given the class that won, over classes that win by their probability. */
function abducted(logits: readonly number[], posterior: typeof gumbelPosterior, seed = 1) {
  const random = new Random(seed);
  const total = logSumExp(logits, 0, logits.length);
  const noise: Float64Array[] = [];
  const observed: number[] = [];
  for (let i = 0; i < DRAWS; i++) {
    let left = random.uniform();
    const k = Math.max(
      0,
      logits.findIndex((l) => {
        left -= Math.exp(l - total);
        return left < 0;
      }),
    );
    const e = new Float64Array(logits.length);
    posterior(logits, k, 0, logits.length, random, e);
    noise.push(e);
    observed.push(k);
  }
  return { noise, observed };
}

const winner = (logits: readonly number[], e: Float64Array) => {
  const heights = logits.map((l, k) => l + e[k]!);
  return heights.indexOf(Math.max(...heights));
};

/** What the public code of attribute amplification computes: the others are cut off at G_k − l_k, which is also e_k. */
const published: typeof gumbelPosterior = (logits, observed, from, classes, random, into) => {
  const draws = Array.from({ length: classes }, () => gumbel(random));
  const top = draws[observed]! - logits[from + observed]!;
  for (let j = 0; j < classes; j++) {
    const l = logits[from + j]!;
    into[from + j] = j === observed ? top : -Math.log(Math.exp(-draws[j]! - l) + Math.exp(-top)) - l;
  }
};

test.each([[[0, 1]], [[2, -1]], [[-2, -3]], [[1, 0, -2, 5]]])(
  'logits %j: the observed class always comes back',
  (logits) => {
    const { noise, observed } = abducted(logits, gumbelPosterior);
    expect(noise.filter((e, i) => winner(logits, e) !== observed[i])).toHaveLength(0);
  },
);

test('abducted noise is Gumbel(0, 1): mean .5772, variance 1.6449', () => {
  const { noise } = abducted([2, -1], gumbelPosterior);
  for (const k of [0, 1]) {
    const values = noise.map((e) => e[k]!);
    const mean = values.reduce((a, b) => a + b, 0) / DRAWS;
    const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / DRAWS;
    expect(Math.abs(mean - 0.5772)).toBeLessThan(0.03);
    expect(Math.abs(variance - 1.6449)).toBeLessThan(0.08);
  }
});

test('raising the logit of the observed class never changes it', () => {
  const logits = [0.3, -1, 1];
  const { noise, observed } = abducted(logits, gumbelPosterior, 2);
  for (const [i, e] of noise.entries()) {
    const raised = logits.map((l, k) => (k === observed[i] ? l + 2 : l));
    expect(winner(raised, e)).toBe(observed[i]);
  }
});

test('two classes: the first flips with probability 1 − q0/p0', () => {
  const { noise, observed } = abducted([0, 1], gumbelPosterior, 3);
  const first = noise.filter((_, i) => observed[i] === 0);
  const flipped = first.filter((e) => winner([0, 2], e) === 1).length / first.length;
  expect(Math.abs(flipped - 0.5568)).toBeLessThan(0.02);
});

test.each([[[2, -1]], [[-2, -3]]])('the published posterior fails both, for logits %j', (logits) => {
  const { noise, observed } = abducted(logits, published);
  const wrong = noise.filter((e, i) => winner(logits, e) !== observed[i]).length / DRAWS;
  expect(wrong).toBeGreaterThan(0.01);
  const means = [0, 1].map((k) => noise.reduce((sum, e) => sum + e[k]!, 0) / DRAWS);
  expect(Math.max(...means.map((mean) => Math.abs(mean - 0.5772)))).toBeGreaterThan(0.3);
});
