import { MimmxError } from '@mimmx/core';
import type { ResolvedConfounder } from './resolved-task.ts';

/** @throws E_TASK if nothing is told apart */
export function requireTwoClasses(labels: readonly string[], what: string): void {
  if (labels.length >= 2) return;
  const has = labels[0] === undefined ? 'no value' : `one class, "${labels[0]}"`;
  throw new MimmxError(
    'E_TASK',
    `${what} has ${has}, and a variable of a task needs at least two. Choose another column or condition.`,
  );
}

/** @throws E_TASK if no row has a value that the task can use */
export function requireKnown({ factor, from, values }: ResolvedConfounder, where: string): void {
  const isKnown = (value: number) => (factor.kind === 'categorical' ? value >= 0 : !Number.isNaN(value));
  if (values === null || values.some(isKnown)) return;
  const wanted = factor.kind === 'categorical' ? ` (${factor.labels.join(', ')})` : '';
  throw new MimmxError(
    'E_TASK',
    `${where}: not one of the ${values.length} rows has a value of "${from}"${wanted}. Take it out of the task, or correct the column.`,
  );
}

/** @throws E_TASK if a y that is a number is known nowhere */
export function requireRows(name: string, eligible: Int32Array): void {
  if (eligible.length > 0) return;
  throw new MimmxError(
    'E_TASK',
    `task.y: no row has a number in "${name}" and every confounder that it needs. Correct the columns, or keep rows with missing confounders (missing: "keep").`,
  );
}

/** @throws E_EMPTY_CELL if a class of y has no row */
export function requireEveryClass(
  name: string,
  codes: Int32Array,
  labels: readonly string[],
  eligible: Int32Array,
): void {
  const counts = new Float64Array(labels.length);
  for (const row of eligible) counts[codes[row] ?? 0] = (counts[codes[row] ?? 0] ?? 0) + 1;
  const empty = counts.indexOf(0);
  if (empty === -1) return;
  throw new MimmxError(
    'E_EMPTY_CELL',
    `Class "${labels[empty]}" of y (${name}) has no row among the ${eligible.length} that the task can use: ` +
      `${labels.map((label, code) => `"${label}" ${counts[code]}`).join(', ')}. Change the condition or drop the class.`,
  );
}
