import { defineMeasure, meanOfDefined } from './measure.ts';
import { recall } from './recall.ts';

/** Mean recall over the classes that occur (Brodersen et al., 2010). Chance is 1 / classes, whatever their frequencies. */
export const balancedAccuracy = defineMeasure({
  name: 'balanced-accuracy',
  summary: 'Mean recall over the classes of y.',
  source: 'Brodersen et al., 2010',
  unit: 'fraction',
  better: 'higher',
  range: [0, 1],
  for: ['classes'],
  within: 'confounder',
  of: (sample) => meanOfDefined(Array.from({ length: sample.classes }, (_, c) => recall.ofClass(sample, c))),
});
