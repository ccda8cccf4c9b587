import { defineSelection, ece, sampleOf } from '@mimmx/evaluation';

/** Judges the weights whose confidence is nearest to their accuracy on validation data. */
export const bestCalibrated = defineSelection({
  name: 'best-calibrated',
  summary: 'Least expected calibration error on validation data.',
  source: 'ours',
  needs: 'validation',
  for: ['classes'],
  better: 'lower',
  score: ({ validation: { y, values } }) => ece.of(sampleOf(y, values)),
});
