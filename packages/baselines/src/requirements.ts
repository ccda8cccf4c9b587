import { type CategoricalFactor, MimmxError, type Task } from '@mimmx/core';

/** The primary task of a method that knows classes only. @throws E_TASK if y is continuous */
export function requireClasses(method: string, { y }: Task): CategoricalFactor {
  if (y.kind === 'categorical') return y;
  throw new MimmxError(
    'E_TASK',
    `${method}: the primary task "${y.name}" is continuous, and this method needs classes. Cut it (data.task.y.cuts), or use "erm".`,
  );
}

/** @throws E_NO_CONFOUNDERS if the task names none */
export function requireConfounders(method: string, { z }: Task): void {
  if (z.length > 0) return;
  throw new MimmxError(
    'E_NO_CONFOUNDERS',
    `${method}: the task names no confounder. Add at least one under data.task.z, or use "erm".`,
  );
}

/** @throws E_TASK if a confounder is continuous */
export function requireClassesOfConfounders(method: string, { z }: Task): void {
  const continuous = z.find(({ kind }) => kind === 'continuous');
  if (!continuous) return;
  throw new MimmxError(
    'E_TASK',
    `${method}: the confounder "${continuous.name}" is continuous, and this method needs classes. Cut it (data.task.z), or use "dann".`,
  );
}
