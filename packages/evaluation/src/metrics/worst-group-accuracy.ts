import type { GroupRow } from './groups.ts';

/**
 * Lowest accuracy of any group that has rows (Sagawa et al., 2020). GroupCodes without rows are unknown and left out;
 * say beside the number how many those are.
 *
 * @param table from `groupTable`
 * @returns NaN if no group has rows
 */
export function worstGroupAccuracy(table: readonly GroupRow[]): number {
  const seen = table.flatMap(({ accuracy }) => (accuracy === null ? [] : [accuracy]));
  return seen.length === 0 ? Number.NaN : seen.reduce((a, b) => Math.min(a, b));
}
