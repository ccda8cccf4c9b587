import { defineMeasure, type Measure } from '../measure.ts';
import { valuesByPart } from './values-by-part.ts';

/**
 * Smallest over largest value of a measure over the parts that have rows, 1 where all parts are served alike, whatever
 * the level. For measures that are never negative; NaN elsewhere.
 *
 * @example
 * minMax(accuracy).name; // 'min-max accuracy'
 */
export function minMax<Name extends string>(measure: Measure<Name>): Measure<`min-max ${Name}`> {
  return defineMeasure({
    ...measure,
    name: `min-max ${measure.name}`,
    summary: `Smallest over largest value over the parts: ${measure.summary}`,
    unit: 'fraction',
    better: 'higher',
    range: [0, 1],
    parts: measure.within ?? 'groups',
    of(sample) {
      const values = valuesByPart(measure, sample);
      if (values.length === 0 || values.some((value) => value < 0)) return Number.NaN;
      const [smallest, largest] = [Math.min(...values), Math.max(...values)];
      return smallest === largest ? 1 : smallest / largest;
    },
  });
}
