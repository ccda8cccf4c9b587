import { weighterChecks } from '@mimmx/core/testkit';
import * as tf from '@mimmx/core/tf';
import { expect, test } from 'vitest';
import { attentionSummary } from '../../src/index.ts';
import { context, features, rows, scramble, widths } from '../attention.ts';
import { largestDifference } from '../steps.ts';

for (const trainedBy of ['estimator', 'detached', 'encoder']) {
  for (const check of weighterChecks(attentionSummary, { trainedBy })) {
    test(`${trainedBy}: ${check.name}`, check.run);
  }
}

const settings = { temperature: 1, keyWidth: 4, floor: 0.1 };

test('the summary is Σ aᵢ Vᵢ fᵢ, as wide as the widest confounder unless told otherwise', () => {
  const weighter = attentionSummary.create(context(1), { ...settings, trainedBy: 'estimator' });
  expect(weighter.summaryWidth).toBe(3);
  scramble(weighter, 2);
  const values = weighter.variables.at(-1)!.arraySync() as number[][];
  const { confounders } = features(1);
  const weights = [0.5, 0.2, 0.3];
  const summary = weighter.summarize!(confounders, tf.tensor1d(weights)).arraySync();
  const data = confounders.map((confounder) => confounder.arraySync());
  for (let row = 0; row < rows; row++) {
    const expected = [0, 1, 2].map((s) => {
      let sum = 0;
      let column = 0;
      widths.forEach((width, i) => {
        for (let k = 0; k < width; k++) sum += weights[i]! * data[i]![row]![k]! * values[column++]![s]!;
      });
      return sum;
    });
    expect(largestDifference(summary[row]!, expected)).toBeLessThan(1e-5);
  }
  expect(
    attentionSummary.create(context(1), { ...settings, trainedBy: 'estimator', width: 5 }).summaryWidth,
  ).toBe(5);
});

test('detached attention leaves the values to the estimator', () => {
  const weighter = attentionSummary.create(context(1), { ...settings, trainedBy: 'detached' });
  expect([weighter.player, weighter.needsMi, weighter.variables.length]).toEqual(['estimator', true, 1]);
});
