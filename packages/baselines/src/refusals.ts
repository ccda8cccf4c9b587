import { type CategoricalFactor, MimmxError, type Task } from '@mimmx/core';

/** The primary task, for methods that need its classes. @throws E_TASK if it is continuous */
export function classesOf({ y }: Task, method: string): CategoricalFactor {
  if (y.kind === 'categorical') return y;
  throw new MimmxError(
    'E_TASK',
    `${method}: "${y.name}" is continuous, and the method needs classes. Cut it with data.task.y.positive, or use "erm".`,
  );
}

/**
 * The confounders, for methods that part rows by their values.
 *
 * @throws E_NO_CONFOUNDERS if there is none; E_TASK if one is continuous
 */
export function categoricalConfounders({ z }: Task, method: string): readonly CategoricalFactor[] {
  if (z.length === 0) {
    throw new MimmxError(
      'E_NO_CONFOUNDERS',
      `${method}: the task names no confounder. Add at least one under data.task.z, or use "erm".`,
    );
  }
  return z.map((factor) => {
    if (factor.kind === 'categorical') return factor;
    throw new MimmxError(
      'E_TASK',
      `${method}: confounder "${factor.name}" is continuous and parts no rows. Cut it with positive (e.g. ">= 60") in data.task.z, or leave it out.`,
    );
  });
}
