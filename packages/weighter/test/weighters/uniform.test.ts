import { Random } from '@mimmx/core';
import { weighterChecks } from '@mimmx/core/testkit';
import * as tf from '@mimmx/core/tf';
import { expect, test } from 'vitest';
import { uniform } from '../../src/index.ts';

for (const check of weighterChecks(uniform)) test(check.name, check.run);

test('four confounders get a quarter each', () => {
  const context = { confounders: 4, primaryWidth: 2, confounderWidths: [2, 2, 2, 2], random: new Random(1) };
  const weights = uniform.create(context, {}).weights(tf.zeros([3, 2]), []);
  expect([...weights.dataSync()]).toEqual([0.25, 0.25, 0.25, 0.25]);
});
