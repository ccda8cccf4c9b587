import { weighterChecks } from '@mimmx/core/testkit';
import * as tf from '@mimmx/core/tf';
import { expect, test } from 'vitest';
import { attentionConcat } from '../../src/index.ts';
import { context, features } from '../attention.ts';
import { largestDifference } from '../steps.ts';

for (const trainedBy of ['estimator', 'detached', 'encoder']) {
  for (const check of weighterChecks(attentionConcat, { trainedBy })) {
    test(`${trainedBy}: ${check.name}`, check.run);
  }
}

const settings = { temperature: 1, keyWidth: 4, floor: 0.1, trainedBy: 'estimator' } as const;
const { confounders } = features(1);

test('the confounders side by side, each times N aᵢ; at uniform weights just side by side', () => {
  const weighter = attentionConcat.create(context(1), settings);
  expect(weighter.summaryWidth).toBe(6);
  const weights = [0.5, 0.2, 0.3];
  const found = weighter.summarize!(confounders, tf.tensor1d(weights));
  const expected = tf.concat(
    confounders.map((f, i) => tf.mul(f, 3 * weights[i]!)),
    1,
  );
  expect(largestDifference([...found.dataSync()], [...expected.dataSync()])).toBeLessThan(1e-6);
  const even = weighter.summarize!(confounders, tf.fill([3], 1 / 3));
  expect(largestDifference([...even.dataSync()], [...tf.concat(confounders, 1).dataSync()])).toBeLessThan(
    1e-6,
  );
});
