import {
  type BootstrapSettings,
  eachResample,
  percentileInterval,
  requireReplicates,
} from './intervals/bootstrap.ts';
import { clustersOf } from './intervals/clusters.ts';
import { measureRows } from './measures/lines.ts';
import type { Measure, MeasureFamily } from './measures/measure.ts';
import type { Predicted, RowStructure } from './measures/predicted.ts';
import type { MeasureRow } from './record/row.ts';

export interface MeasureSettings extends RowStructure, BootstrapSettings {
  readonly measures: readonly (Measure | MeasureFamily)[];
}

/**
 * All measures of one method on one set, with bootstrap intervals by patient. Every measure sees the same resamples, so
 * their differences are paired. A measure without meaning for this target, or not defined on these rows, gives a row
 * with value null and a note. A measure that looks at one confounder gives a row for each, with its `factor`.
 *
 * @throws `E_LENGTH_MISMATCH`, `E_EMPTY`, `E_BAD_CLASS`, `E_NOT_FINITE`, `E_BAD_REPLICATES`; `E_THRESHOLD_SET` for a threshold that was
 *   fitted to this very set
 *
 * @example
 * const rows = evaluateMeasures(
 *   { set: 'balanced', y, values },
 *   { measures: [accuracy, worstGroup(accuracy), gap(auroc)], z: [{ name: 'sex', codes, labels: ['F', 'M'] }], random },
 * );
 */
export function evaluateMeasures(predicted: Predicted, settings: MeasureSettings): MeasureRow[] {
  const { patients, random, replicates = 1000, level = 0.95 } = settings;
  requireReplicates(replicates);
  const { lines, weighted } = measureRows(predicted, settings, settings.measures);
  const clusters = clustersOf(patients, predicted.y.length);
  const resampled = lines.map(() => new Float64Array(replicates));
  const weights = new Float64Array(predicted.y.length);
  eachResample(clusters.count, { random, replicates }, (draws, b) => {
    for (let row = 0; row < weights.length; row++) weights[row] = draws[clusters.of[row]!]!;
    const samples = weighted(weights);
    lines.forEach(({ of }, i) => {
      resampled[i]![b] = of?.(samples) ?? Number.NaN;
    });
  });
  const present = weighted(new Float64Array(predicted.y.length).fill(1));
  return lines.map(({ of, row, note }, i) => {
    const value = of?.(present) ?? Number.NaN;
    const { low, high } = percentileInterval(resampled[i]!, level);
    return {
      set: predicted.set,
      ...row,
      value: numberOrNull(value),
      low: numberOrNull(low),
      high: numberOrNull(high),
      ...(Number.isNaN(value) ? { note: note ?? NOT_DEFINED } : {}),
    };
  });
}

const NOT_DEFINED = 'not defined on these rows: a class, a group or all variation is missing';

const numberOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);
