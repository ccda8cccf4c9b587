import { option, options } from '@mimmx/core';
import { z } from 'zod';
import { columnFields } from './variable.ts';

/**
 * P(z = y): a fraction. `natural` leaves an observed column as it is found.
 * Range is checked where it is used, so that the message can say what the strength is for.
 */
export const strengthSchema = z.union([z.number(), z.literal('natural')], {
  error: 'give a probability, P(z = y), or "natural"',
});

const confounderSchema = options({
  ...columnFields,
  column: option(z.string(), {
    absent: '`factor` is given',
    description: 'Column of the table that holds it (observed).',
  }),
  factor: option(z.string(), {
    absent: '`column` is given',
    description: 'A factor that the data set can set when it makes an image, in place of `column`.',
  }),
  bins: option(z.number().int().min(2).max(64), {
    absent: 'a number makes no cells',
    description:
      'For a column of numbers that stays one: bins of about equal counts that take the place of classes in cells and batches, so that it can have a strength.',
  }),
  strength: option(strengthSchema, {
    absent: '`natural` for a column; a factor needs it where the set asks for `induced`',
    description:
      'P(z = y) that training images shall have, 0 to 1. `natural` leaves an observed column as it is found.',
  }),
  missing: option(z.enum(['drop', 'keep']), {
    default: 'drop',
    description:
      'For a column: `drop` leaves rows without a value out; `keep` carries them with `known` = 0.',
  }),
})
  .refine(({ column, factor }) => (column === undefined) !== (factor === undefined), {
    error: 'give either column (observed) or factor (settable)',
  })
  .refine(
    ({ factor, positive, values, cuts, labels, bins }) =>
      factor === undefined || [positive, values, cuts, labels, bins].every((option) => option === undefined),
    {
      error: 'positive, values, cuts, labels and bins are for columns; a settable factor has its own classes',
    },
  )
  .refine(
    ({ bins, positive, values, cuts, labels }) =>
      bins === undefined || [positive, values, cuts, labels].every((option) => option === undefined),
    { error: 'bins are for numbers that stay numbers; positive, values, cuts and labels are for classes' },
  );

/**
 * What is to be learned and what must not be used for it.
 *
 * @example
 * task: {
 *   y: { column: 'digit', positive: '>= 5' },
 *   z: [{ factor: 'thickness', strength: 0.9 }, { factor: 'rotation', strength: 0.9 }],
 * }
 * @example
 * task: {
 *   y: { column: 'Pleural Effusion', positive: 1, labels: ['no effusion', 'effusion'] },
 *   z: [
 *     { column: 'Sex', values: ['Male', 'Female'], strength: 0.9 },
 *     { column: 'Age', values: { young: '<= 50', old: '>= 60' }, strength: 0.9 },
 *     { column: 'BMI', bins: 2, strength: 0.9 },
 *   ],
 * }
 */
export const taskSchema = options({
  y: option(
    options({
      ...columnFields,
      bins: option(z.number().int().min(1).max(64), {
        default: 4,
        description:
          'For a column of numbers that is learned as it is: bins that take the place of classes in cells and batches.',
      }),
    }),
    { description: 'What is to be learned: a column as classes, or as the numbers that it holds.' },
  ),
  z: option(z.array(confounderSchema), {
    description: 'What must not be used for it: the confounders, at least one.',
  }),
});

export type TaskInput = z.input<typeof taskSchema>;
export type TaskConfig = z.output<typeof taskSchema>;
