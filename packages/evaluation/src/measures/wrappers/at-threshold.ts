import type { FittedThreshold } from '../fit-threshold.ts';
import { defineMeasure, type Measure } from '../measure.ts';

/**
 * A measure of the classes that a fitted threshold calls. It is refused on the set that the threshold was fitted to.
 *
 * @example
 * const fitted = fitThreshold(validation, maxF1);
 * evaluateMeasures(test, { measures: [atThreshold(sensitivity, fitted), atThreshold(specificity, fitted)], random });
 */
export function atThreshold<Name extends string>(
  measure: Measure<Name>,
  { threshold, rule, set }: FittedThreshold,
): Measure<`${Name} at ${string}`> {
  return defineMeasure({
    ...measure,
    name: `${measure.name} at ${rule}` as const,
    summary: `At the threshold of ${rule} on ${set}: ${measure.summary}`,
    for: ['two classes'],
    fittedOn: set,
    of: (sample) => measure.of(sample.at(threshold)),
  });
}
