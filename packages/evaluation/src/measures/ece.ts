import { defineMeasure } from './measure.ts';

/** Equal-width bins of [0, 1]; (low, high], so that confidence 1 is in the last. */
const BINS = 10;

/**
 * Expected calibration error: Σ over bins of confidence of (rows in bin / rows) · |accuracy − mean confidence| (Guo et
 * al., 2017, eq. 3), with 10 equal-width bins of the probability of the predicted class.
 */
export const ece = defineMeasure({
  name: 'ece',
  summary: 'Mean distance of confidence and accuracy over 10 bins of confidence.',
  source: 'Guo et al., 2017, eq. 3',
  unit: 'fraction',
  better: 'lower',
  range: [0, 1],
  for: ['classes'],
  within: 'confounder',
  of({ y, values, classes, predicted, weights }) {
    // Σ over a bin of (hit − confidence): its absolute value is the bin's whole contribution.
    const surplus = new Float64Array(BINS);
    let total = 0;
    for (let row = 0; row < weights.length; row++) {
      const confidence = values[row * classes + predicted[row]!]!;
      const bin = Math.min(BINS - 1, Math.max(0, Math.ceil(confidence * BINS) - 1));
      surplus[bin]! += weights[row]! * ((y[row] === predicted[row] ? 1 : 0) - confidence);
      total += weights[row]!;
    }
    return surplus.reduce((sum, s) => sum + Math.abs(s), 0) / total;
  },
});
