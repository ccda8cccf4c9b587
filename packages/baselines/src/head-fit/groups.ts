import { MimmxError, type Random, type TrainingSet } from '@mimmx/core';
import type { LinearHead } from './softmax-fit.ts';

/** Rows of each group that has any; rows whose confounders are not all known are in none. */
export function rowsByGroup({ group }: Pick<TrainingSet, 'group'>, among?: Iterable<number>): number[][] {
  const groups = new Map<number, number[]>();
  for (const row of among ?? group.keys()) {
    const code = group[row]!;
    if (code < 0) continue;
    const rows = groups.get(code);
    if (rows) rows.push(row);
    else groups.set(code, [row]);
  }
  return [...groups].sort(([a], [b]) => a - b).map(([, rows]) => rows);
}

/** As many rows of every group as the smallest has, drawn without replacement. */
export function balancedDraw(groups: readonly (readonly number[])[], random: Random): number[] {
  const least = Math.min(...groups.map((rows) => rows.length));
  return groups.flatMap((rows) => random.shuffle([...rows]).slice(0, least));
}

/** The least share of right rows of any group. */
export function worstGroupAccuracy(
  groups: readonly (readonly number[])[],
  features: Float64Array,
  width: number,
  y: Int32Array,
  head: LinearHead,
): number {
  return Math.min(
    ...groups.map(
      (rows) =>
        rows.filter((row) => classOf(features, row * width, width, head) === y[row]).length / rows.length,
    ),
  );
}

function classOf(features: Float64Array, at: number, width: number, { weight, bias }: LinearHead): number {
  const classes = bias.length;
  let [best, top] = [0, -Infinity];
  for (let k = 0; k < classes; k++) {
    let logit = bias[k]!;
    for (let j = 0; j < width; j++) logit += features[at + j]! * weight[j * classes + k]!;
    if (logit > top) [best, top] = [k, logit];
  }
  return best;
}

/** @throws E_NEED if a class of y has no held-out row whose group is known */
export function requireEveryClass(
  method: string,
  { y, name }: TrainingSet,
  rows: readonly number[],
  classes: number,
): void {
  const there = new Set(rows.map((row) => y[row]));
  for (let c = 0; c < classes; c++) {
    if (there.has(c)) continue;
    throw new MimmxError(
      'E_NEED',
      `${method}: set "${name}" has no row of class ${c} whose confounders are known, so its head cannot be fitted. Raise heldOut.`,
    );
  }
}
