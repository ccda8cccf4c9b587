import { Random } from '@mimmx/core';
import { balancerChecks } from '@mimmx/core/testkit';
import { expect, test } from 'vitest';
import { dwa } from '../../src/index.ts';
import { largestDifference, scaleOf, seen } from '../steps.ts';

for (const check of balancerChecks(dwa)) test(check.name, check.run);
for (const check of balancerChecks(dwa, { window: 3, warmup: { steps: 5 } })) {
  test(`with warm-up: ${check.name}`, check.run);
}

const warmup = { steps: 0, shape: 'sigmoid', gamma: 3 } as const;
const context = { terms: ['y', 'z1', 'mi'], random: new Random(1) };
const softplus = (x: number) => Math.log1p(Math.exp(x));
const norms = [1, 1, 1];

test('constant losses give ones, for ever', () => {
  const balancer = dwa.create(context, { temperature: 2, window: 4, warmup });
  for (let t = 0; t < 20; t++) {
    expect(largestDifference(scaleOf(balancer, seen([0.7, 2, -0.1], norms)), [1, 1, 1])).toBeLessThan(1e-5);
  }
});

test('ones for two windows, then T softmax of the ratio of the two window means', () => {
  const window = 3;
  const random = new Random(5);
  const balancer = dwa.create(context, { temperature: 2, window, warmup });
  const history: number[][] = [];
  for (let t = 0; t < 15; t++) {
    const losses = [0.5 + random.uniform(), 1 + random.uniform(), random.normal()];
    const means = (w: number) =>
      [0, 1, 2].map((k) =>
        history.slice(w * window, (w + 1) * window).reduce((sum, row) => sum + row[k]! / window, 0),
      );
    const complete = Math.floor(t / window);
    let expected = [1, 1, 1];
    if (complete >= 2) {
      const [last, before] = [means(complete - 1), means(complete - 2)];
      const powers = last.map((value, k) => Math.exp(value / before[k]! / 2));
      const total = powers.reduce((a, b) => a + b, 0);
      expected = powers.map((power) => (3 * power) / total);
    }
    expect(largestDifference(scaleOf(balancer, seen(losses, norms)), expected)).toBeLessThan(1e-5);
    history.push([losses[0]!, losses[1]!, softplus(losses[2]!)]);
  }
});
