import type { MethodDefinition } from '@mimmx/core';
import { makeOnTenRows } from './check.ts';
import { groupsOf, type Labels, TEN } from './ten-rows.ts';

/** Rows of each row's own group; 0 where it is in none. */
export const ownSizes = (labels: Labels, by: 'group' | 'y' = 'group'): number[] => {
  const codes = by === 'group' ? groupsOf(labels) : labels.y;
  return codes.map((code) => (code < 0 ? 0 : codes.filter((own) => own === code).length));
};

/** The weights by which a method asks for its rows, [10]. */
export function drawOf(
  definition: MethodDefinition,
  options: Record<string, unknown>,
  seed = 3,
  labels = TEN,
): number[] {
  const { method, draws } = makeOnTenRows(definition, { options, labels }, seed);
  method.dispose();
  if (draws.length !== 1 || typeof draws[0] === 'string')
    throw new Error(`It asked for ${JSON.stringify(draws)}.`);
  return [...draws[0]!];
}

/** Rows are drawn in proportion to 1 / n_g, and not at all if they are in no group. */
export function checkResample(definition: MethodDefinition): void {
  const weights = drawOf(definition, {});
  const sizes = ownSizes(TEN);
  const scale = weights[0]! * sizes[0]!;
  for (const [i, size] of sizes.entries()) {
    const expected = size === 0 ? 0 : scale / size;
    if (Math.abs(weights[i]! - expected) > 1e-6 * scale)
      throw new Error(
        `Row ${i} of a group of ${size} has weight ${weights[i]}, and ${expected} by the reference.`,
      );
  }
}

/** Of every group as many rows are drawn as the smallest has, each as often. */
export function checkSubgroup(definition: MethodDefinition): void {
  const weights = drawOf(definition, {});
  const codes = groupsOf(TEN);
  for (const code of new Set(codes)) {
    const kept = weights.filter((weight, i) => codes[i] === code && weight > 0).length;
    const expected = code < 0 ? 0 : Math.min(...ownSizes(TEN).filter((size) => size > 0));
    if (kept !== expected)
      throw new Error(`Of group ${code} ${kept} rows are kept, and ${expected} by the reference.`);
  }
  if (new Set(weights.filter((weight) => weight > 0)).size !== 1)
    throw new Error('Rows that are kept differ in weight; all are alike by the reference.');
}
