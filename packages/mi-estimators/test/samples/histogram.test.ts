import { Random } from '@mimmx/core';
import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, expect, test } from 'vitest';
import { histogram } from '../../src/index.ts';

describe('histogram conforms', () => {
  for (const check of estimatorChecks(histogram)) test(check.name, check.run);
});

test.each([2, 3, 7])('%i classes tell of themselves as much as they can, and no more', (classes) => {
  const codes = Float64Array.from({ length: 50 * classes }, (_, i) => i % classes);
  const samples = { values: codes, rows: codes.length, columns: 1, classes };
  const context = {
    x: { kind: 'discrete', classes },
    y: { kind: 'discrete', classes },
    random: new Random(1),
  } as const;
  const estimator = histogram.create(context, { bins: 0, edges: 'quantile', corrected: true });
  expect(estimator.form === 'sample' && estimator.measure(samples, samples)).toBeCloseTo(
    Math.log(classes),
    12,
  );
});
