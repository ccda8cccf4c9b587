import { defineMeasure } from './measure.ts';

/** R² = 1 − Σ(y − ŷ)² / Σ(y − ȳ)², ȳ being the mean of the same rows. NaN where y does not vary. */
export const r2 = defineMeasure({
  name: 'r2',
  summary: 'Share of the variance of y that the predictions explain; below 0 if worse than the mean.',
  unit: 'fraction',
  better: 'higher',
  range: [Number.NEGATIVE_INFINITY, 1],
  for: ['number'],
  of({ y, values, weights }) {
    let total = 0;
    let mean = 0;
    for (let row = 0; row < weights.length; row++) {
      total += weights[row]!;
      mean += weights[row]! * y[row]!;
    }
    mean /= total;
    let residual = 0;
    let spread = 0;
    for (let row = 0; row < weights.length; row++) {
      residual += weights[row]! * (y[row]! - values[row]!) ** 2;
      spread += weights[row]! * (y[row]! - mean) ** 2;
    }
    return spread > 0 ? 1 - residual / spread : Number.NaN;
  },
});
