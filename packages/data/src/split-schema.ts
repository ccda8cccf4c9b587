import { option, options } from '@mimmx/core';
import { z } from 'zod';

const amount = z.number().nonnegative();

/**
 * How the images are divided before anything else. Amounts above 1 are images, up to 1 fractions.
 * - `{ train: 7000, test: 3000 }`
 * - `{ folds: 5, fold: 0 }`: fold 0 is the test set.
 * - `{ column: 'split', train: ['train'], test: ['valid'] }`: as the table says.
 */
export const splitSchema = z.union(
  [
    options({
      train: option(amount, {
        description: 'Images to train on, validation included: a number, or a fraction up to 1.',
      }),
      test: option(amount, { description: 'Images to test on.' }),
      validation: option(amount, {
        default: 0,
        description: 'Images held out of the training images, to watch and select on.',
      }),
      seed: option(z.number().int().nonnegative(), {
        default: 0,
        description:
          "Seed of the division, apart from the run's: runs with other seeds are tested on the same images.",
      }),
    }),
    options({
      folds: option(z.number().int().min(2), { description: 'Number of parts of the images.' }),
      fold: option(z.number().int().nonnegative(), { description: 'The part that is tested on, from 0.' }),
      validation: option(amount, {
        default: 0,
        description: 'Images held out of the training images, to watch and select on.',
      }),
      seed: option(z.number().int().nonnegative(), {
        default: 0,
        description: "Seed of the division, apart from the run's.",
      }),
    }),
    options({
      column: option(z.string(), { description: 'Column of classes that says which part an image is in.' }),
      train: option(z.array(z.string()).min(1), { description: 'Its values that are trained on.' }),
      test: option(z.array(z.string()).min(1), { description: 'Its values that are tested on.' }),
      validation: option(z.union([amount, z.array(z.string()).min(1)]), {
        default: 0,
        description: 'Its values that are held out of training, or how many of the training images.',
      }),
      seed: option(z.number().int().nonnegative(), { default: 0, description: 'Seed of what is held out.' }),
    }),
  ],
  {
    error: 'give { train, test }, { folds, fold } or { column, train, test }',
  },
);

export type SplitConfig = z.output<typeof splitSchema>;
