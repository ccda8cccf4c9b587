import { defineMeasure, type Measure } from '../measure.ts';
import { valuesByPart } from './values-by-part.ts';

/**
 * The worst value of a measure over the parts that have rows: the lowest where higher is better, otherwise the highest
 * (Sagawa et al., 2020, for accuracy). Parts without rows are unknown and left out.
 *
 * @example
 * worstGroup(accuracy).name; // 'worst-group accuracy'
 */
export function worstGroup<Name extends string>(measure: Measure<Name>): Measure<`worst-group ${Name}`> {
  const worst = measure.better === 'higher' ? Math.min : Math.max;
  return defineMeasure({
    ...measure,
    name: `worst-group ${measure.name}`,
    summary: `Worst value over the parts: ${measure.summary}`,
    parts: measure.within ?? 'groups',
    of(sample) {
      const values = valuesByPart(measure, sample);
      return values.length === 0 ? Number.NaN : values.reduce((a, b) => worst(a, b));
    },
  });
}
