import { defineMeasure, type Measure } from '../measure.ts';
import { valuesByPart } from './values-by-part.ts';

/**
 * Difference between the largest and the smallest value of a measure over the parts that have rows; lower is better,
 * whatever the measure.
 *
 * @example
 * gap(accuracy).name; // 'gap accuracy'
 */
export function gap<Name extends string>(measure: Measure<Name>): Measure<`gap ${Name}`> {
  return defineMeasure({
    ...measure,
    name: `gap ${measure.name}`,
    summary: `Largest less smallest value over the parts: ${measure.summary}`,
    better: 'lower',
    range: [0, measure.range[1] - measure.range[0]],
    parts: measure.within ?? 'groups',
    of(sample) {
      const values = valuesByPart(measure, sample);
      return values.length === 0 ? Number.NaN : Math.max(...values) - Math.min(...values);
    },
  });
}
