import type { Random } from '@mimmx/core';
import type { FeatureBlock, Prediction } from '@mimmx/experiment';
import { characterOf, rate } from './characters.ts';
import type { SyntheticTask } from './task.ts';

/** Predictions of the images of a feature block, right as often as the method is, on every set given. */
export const predictionsOf = (
  { method, seed, y: truth, z: codes, ids }: FeatureBlock,
  { y, z }: SyntheticTask,
  sets: readonly string[],
  random: Random,
): Prediction[] =>
  sets.flatMap((shift) =>
    ids.map((id, row): Prediction => {
      const cell = [truth[row]!, ...codes.map((column) => column[row]!)];
      const right = random.uniform() < rate(characterOf(method), cell);
      const said = right ? cell[0]! : 1 - cell[0]!;
      const sure = 0.55 + 0.4 * random.uniform();
      return {
        method,
        seed,
        id,
        patient: id,
        shift,
        y: y.labels[cell[0]!]!,
        z: z.map((factor, i) => factor.labels[cell[i + 1]!]!),
        probabilities: said ? [1 - sure, sure] : [sure, 1 - sure],
      };
    }),
  );
