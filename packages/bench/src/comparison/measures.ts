import type { Measure } from '@mimmx/evaluation';
import type { Predictions, TrialResult } from '@mimmx/experiment';

/** The value of a measure on a set, from the rows of a training. (The measure itself: a name may be misspelt.) */
export const measured =
  (set: string, { name }: Pick<Measure, 'name'>) =>
  ({ rows }: TrialResult): number | null =>
    rows.find((row) => row.set === set && row.measure === name && !row.factor && !row.probe && !row.group)
      ?.value ?? null;

/** What the largest of the fresh probes reads of a confounder from f_y, balanced accuracy on held-out rows. */
export const leakageOf =
  (set: string, factor: string) =>
  ({ rows }: TrialResult): number | null =>
    rows.find(
      (row) => row.set === set && row.measure === 'leakage' && row.factor === factor && row.probe === 'best',
    )?.value ?? null;

/** Whether the class with the largest probability is right, for each row of a set. */
export function rightOf({ values, columns, y }: Predictions): boolean[] {
  return Array.from(y, (label, row) => {
    let best = 0;
    for (let c = 1; c < columns; c++)
      if (values[row * columns + c]! > values[row * columns + best]!) best = c;
    return best === label;
  });
}

/** Mean over the cells that a key tells apart of the accuracy within each; rows without a key are left out. */
export function meanOverCells(
  predictions: Predictions,
  keyOf: (row: number) => string | null,
): number | null {
  const cells = new Map<string, { right: number; count: number }>();
  rightOf(predictions).forEach((right, row) => {
    const key = keyOf(row);
    if (key === null) return;
    const cell = cells.get(key) ?? { right: 0, count: 0 };
    cells.set(key, { right: cell.right + (right ? 1 : 0), count: cell.count + 1 });
  });
  if (cells.size === 0) return null;
  let sum = 0;
  for (const { right, count } of cells.values()) sum += right / count;
  return sum / cells.size;
}

const predictionsOf = ({ predictions }: TrialResult, set: string): Predictions | undefined =>
  predictions.find((own) => own.set === set);

/**
 * Mean over the cells of digit and colours in which given confounders have another class than y and the others the same
 * or any.
 *
 * @param conflicting confounders that must differ from y
 * @param aligned confounders that must agree with it
 */
export const conflictingAccuracy =
  (set: string, conflicting: readonly number[], aligned: readonly number[] = []) =>
  (result: TrialResult): number | null => {
    const predictions = predictionsOf(result, set);
    if (!predictions) return null;
    const { y, z } = predictions;
    return meanOverCells(predictions, (row) => {
      const agrees = (i: number) => z[i]![row] === y[row];
      if (conflicting.some(agrees) || !aligned.every(agrees)) return null;
      return [y[row], ...z.map((codes) => codes[row])].join();
    });
  };

/** The mean of several measures; null if one is not defined. */
export const meanOf =
  (...measures: readonly ((result: TrialResult) => number | null)[]) =>
  (result: TrialResult): number | null => {
    const values = measures.map((measure) => measure(result));
    return values.every((value) => value !== null)
      ? values.reduce<number>((sum, value) => sum + (value ?? 0), 0) / values.length
      : null;
  };

/** The largest over the confounders of what the best probe reads of each. */
export const largestLeakage =
  (set: string) =>
  ({ rows }: TrialResult): number | null => {
    const own = rows.flatMap((row) =>
      row.set === set && row.measure === 'leakage' && row.probe === 'best' ? (row.value ?? []) : [],
    );
    return own.length > 0 ? Math.max(...own) : null;
  };
