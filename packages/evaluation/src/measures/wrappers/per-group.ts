import type { Measure, MeasureFamily } from '../measure.ts';

/**
 * A measure in each part that has rows, one row of the record for each, under the measure's own name.
 *
 * @example
 * evaluateMeasures(predictions, { measures: [accuracy, perGroup(accuracy)], z, random });
 */
export function perGroup(measure: Measure): MeasureFamily {
  return {
    kind: 'measure family',
    measure,
    parts: measure.within ?? 'groups',
    members: ({ parts = [], partLabels }) =>
      parts.map(({ rows }, part) => ({
        group: partLabels[part]!,
        count: rows,
        of: (sample) => measure.of(sample.parts![part]!),
      })),
  };
}
