import type { Random } from '@mimmx/core';
import { rowGroup, type SummaryRow } from '@mimmx/experiment';
import { type Character, rate, SHIFTS, STRENGTH, share } from './characters.ts';
import type { SyntheticTask } from './task.ts';

/** A row with an interval of a half-width around its value. */
export const around = (
  about: Pick<SummaryRow, 'set' | 'measure' | 'factor' | 'probe' | 'group'>,
  value: number,
  width: number,
  more: Partial<SummaryRow> = {},
): SummaryRow => ({
  ...about,
  value,
  low: value - width,
  high: Math.min(1, value + width),
  count: 1600,
  seeds: 1,
  ...more,
});

/** Measures of a method on every test set. */
export function measureRows(
  character: Character,
  { y, cells, labels }: SyntheticTask,
  random: Random,
  seeds: number,
): SummaryRow[] {
  const spread = (sd: number) => ({ seeds, ...(seeds > 1 && { sd }) });
  return SHIFTS.flatMap((set) => {
    const strength = STRENGTH[set]!;
    const groups = cells.map((cell) => ({
      group: rowGroup(labels(cell), y),
      part: share(cell, strength),
      value: rate(character, cell) + 0.01 * random.normal(),
    }));
    const accuracy = groups.reduce((sum, { part, value }) => sum + part * value, 0);
    const worst = Math.min(...groups.map(({ value }) => value));
    const row = (measure: string, value: number, width: number, sd: number) =>
      around({ set, measure }, value, width, spread(sd));
    return [
      row('accuracy', accuracy, 0.012, 0.008),
      row('balanced-accuracy', accuracy - 0.002, 0.012, 0.008),
      row('auroc', Math.min(0.99, accuracy + 0.07), 0.007, 0.004),
      row('auprc', Math.min(0.99, accuracy + 0.06), 0.009, 0.004),
      row('ece', 0.06, 0.01, 0.004),
      row('worst-group accuracy', worst, 0.04, 0.021),
      ...groups.map(({ group, part, value }) =>
        around({ set, measure: 'accuracy', group }, value, 0.04, {
          ...spread(0.02),
          count: Math.round(1600 * part),
        }),
      ),
    ];
  });
}

/** What five probes read of every confounder. */
export const leakageRows = (best: number, { z }: Pick<SyntheticTask, 'z'>, switched: boolean): SummaryRow[] =>
  z.flatMap((factor, i) => {
    const row = (measure: string, probe: string, value: number, width: number) =>
      around({ set: 'balanced', measure, factor: factor.name, probe }, value, width);
    return [
      ...['linear', 'knn', 'mlp', 'trees', 'rbf'].map((probe, p) =>
        row('leakage', probe, Math.max(0.5, best - 0.01 * (p + i)), 0.012),
      ),
      row('leakage', 'best', best, 0.012),
      { ...row('leakage', 'chance', 0.5, 0), low: null, high: null },
      row('leakage', 'permutation', 0.5, 0.03),
      row('conditional leakage', 'best', best, 0.015),
      row('conditional leakage', 'permutation', 0.5, 0.04),
      row('leakage in nats', 'best', 0.6 * (best - 0.5), 0.02),
      ...(switched
        ? [
            {
              ...around(
                { set: 'balanced', measure: 'switched head', factor: factor.name },
                0.49 + 0.03 * i,
                0,
              ),
              low: null,
              high: null,
            },
          ]
        : []),
    ];
  });
