import { Random } from '@mimmx/core';
import { expect, test } from 'vitest';
import { createPerceptron } from '../../src/scm/perceptron.ts';

test('the gradient is that of finite differences', () => {
  const random = new Random(1);
  const network = createPerceptron(3, [5, 4], 2, random);
  for (let i = 0; i < network.parameters.length; i++) network.parameters[i] = 0.5 * random.normal();
  const x = Float64Array.from({ length: 6 * 3 }, () => random.normal());
  const loss = () => network.forward(x, 6).reduce((sum, y, i) => sum + y * y * (i + 1), 0);
  loss();
  const gradient = network.backward(network.forward(x, 6).map((y, i) => 2 * y * (i + 1)));
  for (let i = 0; i < network.parameters.length; i++) {
    const kept = network.parameters[i]!;
    network.parameters[i] = kept + 1e-6;
    const above = loss();
    network.parameters[i] = kept - 1e-6;
    const below = loss();
    network.parameters[i] = kept;
    expect(gradient[i]).toBeCloseTo((above - below) / 2e-6, 4);
  }
});
