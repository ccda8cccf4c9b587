import { describe, expect, test } from 'vitest';
import { affine, categorical, monotone, quantile, softmax, spline } from '../../src/index.ts';
import { mechanismChecks } from '../../src/testkit/index.ts';

const kit = { categorical, quantile, affine, spline, softmax };
for (const [name, definition] of Object.entries(kit)) {
  describe(name, () => {
    for (const check of mechanismChecks(definition)) test(check.name, check.run);
  });
}
describe('monotone', () => {
  for (const check of mechanismChecks(monotone, { classes: 2 })) test(check.name, check.run);
});

test('the kit refuses a mechanism whose noise does not give the value back', () => {
  const wrong = {
    ...quantile,
    create: (...given: Parameters<typeof quantile.create>) => ({
      ...quantile.create(...given),
      predict: (noise: Float64Array) => noise.map((u) => u + 0.1),
    }),
  };
  const check = mechanismChecks(wrong).find(({ name }) => name.startsWith('gives a value back'))!;
  expect(() => check.run()).toThrow(/came back as/);
});
