import { groupCodes } from './groups.ts';
import type { PartCodes } from './parts.ts';
import type { Predicted, RowStructure } from './predicted.ts';

/**
 * The groups of a set: those given, or the combinations of y and the confounders (of the confounders alone if y is a
 * number). Undefined if there is nothing to group by.
 */
export function groupsOf(
  { y, values, labels }: Pick<Predicted, 'y' | 'values' | 'labels'>,
  { z = [], groups }: RowStructure,
): PartCodes | undefined {
  if (groups !== undefined) return groups;
  if (!(y instanceof Int32Array)) return z.length > 0 ? groupCodes(z) : undefined;
  const names = labels ?? Array.from({ length: values.length / y.length }, (_, c) => String(c));
  return groupCodes([{ name: 'y', codes: y, labels: names }, ...z]);
}
