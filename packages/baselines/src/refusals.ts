import {
  type CategoricalFactor,
  type CellFactor,
  MimmxError,
  makesCells,
  strataOf,
  type Task,
} from '@mimmx/core';

/** The primary task, for methods that need its classes. @throws E_TASK if it is continuous */
export function classesOf({ y }: Task, method: string): CategoricalFactor {
  if (y.kind === 'categorical') return y;
  throw new MimmxError(
    'E_TASK',
    `${method}: "${y.name}" is continuous, and the method needs classes. Cut it with data.task.y.positive, or use "erm".`,
  );
}

/**
 * The confounders, for methods that part rows by their values: by the bins of one that is a number.
 *
 * @throws E_NO_CONFOUNDERS if there is none; E_TASK if one makes no cells
 */
export function partingConfounders({ z }: Task, method: string): readonly CellFactor[] {
  if (z.length === 0) {
    throw new MimmxError(
      'E_NO_CONFOUNDERS',
      `${method}: the task names no confounder. Add at least one under data.task.z, or use "erm".`,
    );
  }
  return z.map((factor) => {
    if (makesCells(factor)) return strataOf(factor);
    throw new MimmxError(
      'E_TASK',
      `${method}: confounder "${factor.name}" is continuous and parts no rows. In data.task.z give it bins (e.g. 2), cut it with positive (e.g. ">= 60"), or leave it out.`,
    );
  });
}
