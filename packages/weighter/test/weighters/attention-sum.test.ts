import { weighterChecks } from '@mimmx/core/testkit';
import * as tf from '@mimmx/core/tf';
import { expect, test } from 'vitest';
import { attentionSum } from '../../src/index.ts';
import { context, features, rows, scramble, softmax, standardised, widths } from '../attention.ts';
import { largestDifference } from '../steps.ts';

for (const trainedBy of ['estimator', 'detached', 'encoder']) {
  for (const check of weighterChecks(attentionSum, { trainedBy }))
    test(`${trainedBy}: ${check.name}`, check.run);
}

const settings = { temperature: 0.7, keyWidth: 4, floor: 0.2 };
const { primary, confounders } = features(1);
const mi = tf.tensor1d([0.1, 0.6, -0.2]);

test('detached: the softmax of the MI at its temperature, with the floor', () => {
  const weighter = attentionSum.create(context(1), { ...settings, trainedBy: 'detached' });
  const weights = weighter.weights(primary, confounders, mi);
  const expected = softmax([0.1, 0.6, -0.2].map((mi) => mi / 0.7)).map((a) => 0.8 * a + 0.2 / 3);
  expect(largestDifference([...weights.dataSync()], expected)).toBeLessThan(1e-6);
});

test('detached: no gradient goes into the MI; without the MI it says what to do', () => {
  const weighter = attentionSum.create(context(1), { ...settings, trainedBy: 'detached' });
  const { grads } = tf
    .engine()
    .gradients(
      () => tf.sum(tf.square(weighter.weights(primary, confounders, mi))) as tf.Scalar,
      [mi],
      undefined,
      true,
    );
  expect(grads[0] ?? null).toBeNull();
  expect(() => weighter.weights(primary, confounders)).toThrow(/E_WEIGHTER_NEEDS_MI.*attention-sum/);
});
test('starts uniform', () => {
  const weighter = attentionSum.create(context(1), { ...settings, trainedBy: 'estimator' });
  const weights = [...weighter.weights(primary, confounders).dataSync()];
  expect(largestDifference(weights, [1 / 3, 1 / 3, 1 / 3])).toBeLessThan(1e-6);
});

test('the score is the batch mean of q(f_y)ᵀ k(fᵢ) / √d_k + bᵢ, image by image', () => {
  const weighter = attentionSum.create(context(1), { ...settings, trainedBy: 'estimator' });
  scramble(weighter, 3);
  const [query, key, bias] = weighter.variables.map((variable) => variable.arraySync()) as [
    number[][],
    number[][],
    number[],
  ];
  const fy = standardised(primary);
  const project = (row: number[], matrix: number[][], d: number) =>
    row.reduce((sum, value, k) => sum + value * matrix[k]![d]!, 0);
  const scores = widths.map((width, i) => {
    const from = widths.slice(0, i).reduce((a, b) => a + b, 0);
    const fz = standardised(confounders[i]!);
    const ownKey = key.slice(from, from + width);
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      for (let d = 0; d < 4; d++) sum += project(fy[row]!, query, d) * project(fz[row]!, ownKey, d);
    }
    return sum / rows / 2 + bias[i]!;
  });
  const expected = softmax(scores.map((e) => e / 0.7)).map((a) => 0.8 * a + 0.2 / 3);
  expect(largestDifference([...weighter.weights(primary, confounders).dataSync()], expected)).toBeLessThan(
    1e-5,
  );
});

test('trained by the estimator, features cannot steer it; trained by the encoder, they can', () => {
  for (const trainedBy of ['estimator', 'encoder'] as const) {
    const weighter = attentionSum.create(context(1), { ...settings, trainedBy });
    scramble(weighter, 3);
    const { grads } = tf
      .engine()
      .gradients(
        () => tf.sum(tf.square(weighter.weights(primary, confounders))) as tf.Scalar,
        [primary, ...confounders],
        undefined,
        true,
      );
    expect(weighter.player).toBe(trainedBy);
    expect(grads.some((gradient) => gradient && tf.max(tf.abs(gradient)).dataSync()[0]! > 0)).toBe(
      trainedBy === 'encoder',
    );
  }
});
