import { accuracy } from './accuracy.ts';
import { defineMeasure, meanOfDefined } from './measure.ts';

/** Unweighted mean over the groups of the accuracy within each, whatever their sizes (Yang et al., 2023, SubpopBench). */
export const adjustedAccuracy = defineMeasure({
  name: 'adjusted-accuracy',
  summary: 'Mean over the groups of the accuracy within each, whatever their sizes.',
  source: 'Yang et al., 2023',
  unit: 'fraction',
  better: 'higher',
  range: [0, 1],
  for: ['classes'],
  parts: 'groups',
  of: ({ parts = [] }) => meanOfDefined(parts.map(accuracy.of)),
});
