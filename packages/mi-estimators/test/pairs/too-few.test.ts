import { expect, test } from 'vitest';
import { requirePermutations } from '../../src/pairs/index.ts';

test('a batch too small for its permutations names what can be changed, and whose rows they are', () => {
  expect(() => requirePermutations(5, 4)).not.toThrow();
  expect(() => requirePermutations(4, 4)).toThrow(
    'E_BATCH: A batch of 4 rows has only 3 permutations without own pairs, 4 were asked for; within classes (or bins) of y the rows are those of one. ' +
      "Raise training.batchSize, or lower the estimator's option permutations.",
  );
});
