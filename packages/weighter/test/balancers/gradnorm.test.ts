import { Random } from '@mimmx/core';
import { balancerChecks } from '@mimmx/core/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gradnorm } from '../../src/index.ts';
import { largestDifference, scaleOf, seen } from '../steps.ts';

for (const check of balancerChecks(gradnorm)) test(check.name, check.run);
for (const check of balancerChecks(gradnorm, { step: 'additive', warmup: { steps: 5 } })) {
  test(`additive, with warm-up: ${check.name}`, check.run);
}

const warmup = { steps: 0, shape: 'sigmoid', gamma: 3 } as const;
const context = { terms: ['y', 'z1', 'mi'], random: new Random(1) };
const create = (alpha: number, step: 'additive' | 'multiplicative', learningRate = 0.01) =>
  gradnorm.create(context, { alpha, step, learningRate, warmup });
const softplus = (x: number) => Math.log1p(Math.exp(x));

test('the weights start at one and always sum to T', () => {
  const norm = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
  const loss = fc.double({ min: 0.01, max: 5, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(norm, norm, norm, loss, loss), { minLength: 2, maxLength: 6 }), (steps) => {
      for (const kind of ['additive', 'multiplicative'] as const) {
        const balancer = create(1.5, kind, 0.2);
        steps.forEach(([a, b, c, k, l], t) => {
          const scale = scaleOf(balancer, seen([k, l, -0.3], [a, b, c]));
          if (t === 0) expect(scale).toEqual([1, 1, 1]);
          expect(scale.reduce((sum, w) => sum + w, 0)).toBeCloseTo(3, 4);
        });
      }
    }),
    { numRuns: 40 },
  );
});

test('α = 0: after convergence all weighted gradients have one norm', () => {
  for (const kind of ['additive', 'multiplicative'] as const) {
    const norms = [1, 4, 0.5];
    const balancer = create(0, kind, 0.005);
    let scale: number[] = [];
    for (let t = 0; t < 900; t++) scale = scaleOf(balancer, seen([1, 1, 0.5], norms));
    const weighted = scale.map((w, i) => w * norms[i]!);
    expect(Math.max(...weighted) / Math.min(...weighted)).toBeLessThan(1.05);
  }
});

test('equal losses: equal norms, whatever α', () => {
  const norms = [2, 0.5, 1];
  const balancer = create(1.5, 'multiplicative', 0.005);
  let scale: number[] = [];
  for (let t = 0; t < 700; t++) scale = scaleOf(balancer, seen([0.7, 0.7, 0.1], norms));
  const weighted = scale.map((w, i) => w * norms[i]!);
  expect(Math.max(...weighted) / Math.min(...weighted)).toBeLessThan(1.05);
});

test('α = 1: the norms become proportional to the relative losses, so that the slow term pulls harder', () => {
  const balancer = create(1, 'multiplicative', 0.005);
  const norms = [1, 1, 1];
  scaleOf(balancer, seen([1, 1, 0], norms));
  // y fell to a quarter, z1 to a half, and MI rose.
  const losses = [0.25, 0.5, 1];
  let scale: number[] = [];
  for (let t = 0; t < 900; t++) scale = scaleOf(balancer, seen(losses, norms));
  const rates = [0.25, 0.5, softplus(1) / softplus(0)];
  const mean = rates.reduce((a, b) => a + b, 0) / 3;
  expect(
    largestDifference(
      scale,
      rates.map((rate) => rate / mean),
    ),
  ).toBeLessThan(0.05);
});

test('one additive step is the gradient of L_grad, by finite differences', () => {
  const norms = [1, 3, 0.6];
  const rate = 1e-3;
  const balancer = create(0.5, 'additive', rate);
  scaleOf(balancer, seen([1, 2, 0.5], norms));
  const losses = [0.5, 1.8, 0.4];
  const w = scaleOf(balancer, seen(losses, norms));
  const stepped = scaleOf(balancer, seen(losses, norms));

  const mean = w.reduce((sum, weight, i) => sum + (weight * norms[i]!) / 3, 0);
  const rates = [0.5, 0.9, softplus(0.4) / softplus(0.5)];
  const average = rates.reduce((a, b) => a + b, 0) / 3;
  const objective = (weights: number[]) =>
    weights.reduce((sum, v, i) => sum + Math.abs(v * norms[i]! - mean * (rates[i]! / average) ** 0.5), 0);
  const slope = w.map((_, i) => {
    const at = (shift: number) => objective(w.map((v, j) => (i === j ? v + shift : v)));
    return (at(1e-6) - at(-1e-6)) / 2e-6;
  });
  const next = w.map((v, i) => v - (rate / mean) * slope[i]!);
  const total = next.reduce((a, b) => a + b, 0);
  expect(
    largestDifference(
      stepped,
      next.map((v) => (3 * v) / total),
    ),
  ).toBeLessThan(1e-6);
});
