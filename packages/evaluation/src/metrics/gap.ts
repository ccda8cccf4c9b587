import type { GroupRow } from './groups.ts';

/**
 * Difference between the best and the worst group's accuracy, over the groups that have rows.
 *
 * @param table from `groupTable`
 * @returns NaN if no group has rows
 */
export function gap(table: readonly GroupRow[]): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { accuracy } of table) {
    if (accuracy === null) continue;
    low = Math.min(low, accuracy);
    high = Math.max(high, accuracy);
  }
  return high < low ? Number.NaN : high - low;
}
