import { Random } from '@mimmx/core';
import { balancerChecks } from '@mimmx/core/testkit';
import { expect, test } from 'vitest';
import { uncertainty } from '../../src/index.ts';
import { largestDifference, scaleOf, seen } from '../steps.ts';

for (const check of balancerChecks(uncertainty)) test(check.name, check.run);
for (const check of balancerChecks(uncertainty, { likelihood: 'classification', warmup: { steps: 5 } })) {
  test(`classification, with warm-up: ${check.name}`, check.run);
}

const warmup = { steps: 0, shape: 'sigmoid', gamma: 3 } as const;
const context = { terms: ['y', 'z1', 'mi'], random: new Random(1) };
const create = (likelihood: 'regression' | 'classification', learningRate: number) =>
  uncertainty.create(context, { likelihood, learningRate, initial: -0.5, limit: 4, warmup });
const softplus = (x: number) => Math.log1p(Math.exp(x));
const norms = [1, 1, 1];

test('the first scale is c e^0.5', () => {
  expect(
    largestDifference(
      scaleOf(create('regression', 0.1), seen([1, 2, 0], norms)),
      [0.8243606, 0.8243606, 0.8243606],
    ),
  ).toBeLessThan(1e-6);
  expect(scaleOf(create('classification', 0.1), seen([1, 2, 0], norms))[0]).toBeCloseTo(Math.exp(0.5), 5);
});

test('at rest the scale is 1 / 2L, the minimum of the objective, also for an MI below zero', () => {
  for (const likelihood of ['regression', 'classification'] as const) {
    const balancer = create(likelihood, 0.2);
    let scale: number[] = [];
    for (let t = 0; t < 400; t++) scale = scaleOf(balancer, seen([0.3, 2, -1.5], norms));
    expect(largestDifference(scale, [1 / 0.6, 1 / 4, 1 / (2 * softplus(-1.5))])).toBeLessThan(1e-3);
  }
});

test('one step of s is the gradient of the objective, by finite differences', () => {
  const rate = 0.05;
  const balancer = create('regression', rate);
  const first = scaleOf(balancer, seen([0.8, 2, 0.4], norms));
  const second = scaleOf(balancer, seen([0.8, 2, 0.4], norms));
  const s = (scale: number) => -Math.log(2 * scale);
  const losses = [0.8, 2, softplus(0.4)];
  losses.forEach((loss, i) => {
    const objective = (v: number) => loss / (2 * Math.exp(v)) + v / 2;
    const at = s(first[i]!);
    const slope = (objective(at + 1e-5) - objective(at - 1e-5)) / 2e-5;
    expect(s(second[i]!) - at).toBeCloseTo(-rate * slope, 5);
  });
});

test('a loss of zero does not get a scale without bound', () => {
  const balancer = create('regression', 1);
  let scale: number[] = [];
  for (let t = 0; t < 50; t++) scale = scaleOf(balancer, seen([0, 1, 0], norms));
  expect(scale[0]).toBeCloseTo(Math.exp(4) / 2, 3);
});
