import { z } from 'zod';

const range = z.strictObject({
  from: z.number(),
  to: z.number(),
  /** Equal steps of the logarithm. */
  log: z.boolean().default(false),
  /** Whole numbers only. */
  whole: z.boolean().default(false),
  /** Values of a grid, both ends included. Draws take any value in between. */
  points: z.number().int().min(1).optional(),
  /** Distance of the values of a grid, instead of `points`. */
  step: z.number().positive().optional(),
  /** Name in tables; the last part of the path if absent. */
  as: z.string().optional(),
});
const list = z.strictObject({ values: z.array(z.unknown()).min(1), as: z.string().optional() });

/** One axis: a list, or a range of numbers. */
export const axisSchema = z.union([z.array(z.unknown()).min(1), list, range], {
  error: 'give a list, { values: […] } or { from, to, points }',
});
export type AxisConfig = z.output<typeof axisSchema>;

/** The `sweep` section of a config: what is varied, and how. Methods and seeds stand where they always do. */
export const sweepSchema = z.strictObject({
  /** What is varied: path of an option, or several with commas between that move together → its values. */
  axes: z.record(z.string(), axisSchema).default({}),
  /** `grid`: every combination; `random` and `sobol` (Sobol, 1967): so many `draws`, the same for the same `seed`. */
  draw: z.enum(['grid', 'random', 'sobol']).default('grid'),
  /** Points of `random` and `sobol`. */
  draws: z.number().int().positive().default(32),
  /** Of the draws. */
  seed: z.number().int().nonnegative().default(0),
  /** Every trial once for each of so many folds, instead of `data.split`. */
  folds: z.number().int().min(2).optional(),
  /**
   * Measure by which the progress names the best so far where the selection rule compares nothing (`last`), on this set;
   * the first test set if absent.
   */
  best: z
    .strictObject({
      measure: z.string().default('accuracy'),
      set: z.string().optional(),
      group: z.string().optional(),
      better: z.enum(['higher', 'lower']).default('higher'),
    })
    .prefault({}),
  /** Seconds between two signs of life of who trains, and of silence after which it counts as dead. */
  leases: z
    .strictObject({
      heartbeat: z.number().positive().default(30),
      staleAfter: z.number().positive().default(300),
    })
    .prefault({}),
});
export type SweepInput = z.input<typeof sweepSchema>;
export type SweepConfig = z.output<typeof sweepSchema>;
