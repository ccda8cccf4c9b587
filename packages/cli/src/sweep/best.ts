import type { KeptTrials, TrialResult } from '@mimmx/experiment';
import type { SweepFolder } from '@mimmx/experiment/node';
import type { SweepLook } from './look.ts';
import { tagsText } from './words.ts';

type MeasureRow = TrialResult['rows'][number];
/** Rules whose score is the better the lower it is. */
const LOWER = ['validation-loss', 'least-leakage-within'];

/** The row of a measure: of the named set, or of the first that has it; of a group if one is named. */
export const rowOf = (
  rows: readonly MeasureRow[],
  {
    measure,
    set,
    group,
  }: { readonly measure: string; readonly set?: string | undefined; readonly group?: string | undefined },
): MeasureRow | undefined =>
  rows.find(
    (row) =>
      row.measure === measure &&
      (set === undefined || row.set === set) &&
      row.factor === undefined &&
      row.probe === undefined &&
      row.group === group,
  );

/**
 * Follows which trial is best so far. By what the selection rule compared on validation data where it compares
 * something, since that is what a choice may rest on; else by the measure of `sweep.best`.
 */
export function bestSoFar(
  sweep: SweepFolder,
  store: Pick<KeptTrials, 'result'>,
): (look: SweepLook) => Promise<string | null> {
  const seen = new Set<string>();
  let best: { readonly value: number; readonly text: string } | null = null;
  const { measure, set, group, better: asked } = sweep.head.best;
  return async ({ planned, places }) => {
    const fresh = planned.filter(({ id }) => places.get(id) === 'done' && !seen.has(id));
    // A look takes at most some seconds, however many were done before it.
    for (const { id, tags } of fresh.slice(0, 200)) {
      seen.add(id);
      const result = await store.result(id).catch(() => null);
      if (!result) continue;
      const { selected } = result;
      const row = rowOf(result.rows, { measure, set, group });
      const value = selected.value ?? row?.value ?? null;
      if (value === null || Number.isNaN(value)) continue;
      const name = selected.value === null ? `${measure} on ${row?.set ?? set}` : selected.rule;
      const better = selected.value === null ? asked : LOWER.includes(selected.rule) ? 'lower' : 'higher';
      if (best === null || (better === 'lower' ? value < best.value : value > best.value)) {
        best = { value, text: `${tagsText(tags)}: ${name} ${value.toFixed(3)}` };
      }
    }
    return best?.text ?? null;
  };
}
