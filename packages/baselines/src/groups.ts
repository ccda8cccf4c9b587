import { MimmxError, option, space, strataOf, type Task, type TrainingSet } from '@mimmx/core';
import { z } from 'zod';
import { partingConfounders } from './refusals.ts';

/** What is to count alike: combinations of y and all confounders, or the classes of y (which needs no confounder). */
export const balanceSchema = option(z.enum(['group', 'y']), {
  default: 'group',
  description: 'What counts alike: combinations of y and all confounders, or the classes of y.',
  space: space.choice('group', 'y'),
});

/** Smallest size that a group is taken for: a group of one image then counts as if it had so many. */
export const floorSchema = option(z.number().int().positive(), {
  default: 1,
  description: 'Size that smaller groups are taken for.',
  space: space.choice(1, 10, 100),
});

/** Rows of a set by group, and how many there are of each. */
export interface Grouping {
  /** Group of each row, −1 where a confounder is missing. */
  readonly codes: Int32Array;
  /** Rows of each group; 0 where it is empty. */
  readonly counts: Float32Array;
}

/**
 * Counts the groups of a set.
 *
 * @throws E_NO_CONFOUNDERS, E_TASK; E_EMPTY_CELL if no row is in any group
 */
export function groupRows(
  set: TrainingSet,
  task: Task,
  by: z.output<typeof balanceSchema>,
  method: string,
): Grouping {
  if (by === 'group') partingConfounders(task, method);
  const codes = by === 'group' ? set.group : set.y;
  const counts = new Float32Array(by === 'group' ? set.groups.count : strataOf(task.y).classes);
  for (const code of codes) if (code >= 0) counts[code]!++;
  if (counts.some((count) => count > 0)) return { codes, counts };
  throw new MimmxError(
    'E_EMPTY_CELL',
    `${method}: no row of set "${set.name}" has all its labels, so there is no group. Complete the table, or use "erm".`,
  );
}

/** A weight for each row by the size of its group, [rows]; 0 for rows of no group. */
export const weightsBySize = ({ codes, counts }: Grouping, weight: (size: number) => number): Float32Array =>
  Float32Array.from(codes, (code) => (code < 0 ? 0 : weight(counts[code]!)));
