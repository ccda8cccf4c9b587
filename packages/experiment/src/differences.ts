import { Random, type Task } from '@mimmx/core';
import type { PreparedData, SampleSet } from '@mimmx/data';
import {
  accuracy,
  auroc,
  balancedAccuracy,
  compareMethods,
  type DifferenceRow,
  mae,
  r2,
  worstGroup,
} from '@mimmx/evaluation';
import type { ExperimentConfig } from './config.ts';
import { predictedOf } from './trial/evaluate.ts';
import type { TrialResult } from './trial/store.ts';

/** The measures in which methods are told apart. */
const compared = (task: Task) =>
  task.y.kind === 'continuous'
    ? [mae, r2, worstGroup(mae)]
    : [accuracy, balancedAccuracy, auroc, worstGroup(accuracy)];

/**
 * Differences between every two methods of one seed on every test set, by the paired bootstrap: both are measured in
 * the same resamples of patients, so what makes a patient hard for both cancels.
 *
 * @param results of one seed, one for each method
 * @param data of that seed
 */
export function differencesOf(
  results: readonly TrialResult[],
  { task, splits }: Pick<PreparedData, 'task'> & { readonly splits: Pick<PreparedData['splits'], 'shifts'> },
  { bootstrap, level }: Pick<ExperimentConfig['evaluation'], 'bootstrap' | 'level'>,
  seed: number,
): DifferenceRow[] {
  if (results.length < 2 || bootstrap === 0) return [];
  return Object.entries(splits.shifts).flatMap(([name, set]: [string, SampleSet]) => {
    const values = results.map(({ predictions }) => predictions.find((own) => own.set === name)?.values);
    // A method that lost rows of this set cannot be paired with the others.
    const whole = values.every((own) => own !== undefined && own.length === values[0]!.length);
    if (!whole) return [];
    const methods = Object.fromEntries(results.map(({ tags }, i) => [tags.method, [values[i]!]]));
    const { values: _, ...about } = predictedOf(set, task, values[0]!);
    return compareMethods(about, methods, {
      ...about,
      measures: compared(task),
      random: new Random(seed),
      replicates: bootstrap,
      level,
    });
  });
}

/** Differences averaged over the seeds; their intervals and p-values likewise, so that they speak of the patients alone. */
export function meanDifferences(seeds: readonly (readonly DifferenceRow[])[]): DifferenceRow[] {
  const keyOf = ({ set, measure, factor, group, a, b }: DifferenceRow) =>
    JSON.stringify([set, measure, factor, group, a, b]);
  const together = new Map<string, DifferenceRow[]>();
  for (const row of seeds.flat()) together.set(keyOf(row), [...(together.get(keyOf(row)) ?? []), row]);
  return [...together.values()].map((rows) => {
    const mean = (field: 'difference' | 'low' | 'high' | 'pValue') => {
      const defined = rows.flatMap((row) => row[field] ?? []);
      return defined.length === 0 ? null : defined.reduce((sum, value) => sum + value, 0) / defined.length;
    };
    return {
      ...rows[0]!,
      difference: mean('difference'),
      low: mean('low'),
      high: mean('high'),
      pValue: mean('pValue'),
    };
  });
}
