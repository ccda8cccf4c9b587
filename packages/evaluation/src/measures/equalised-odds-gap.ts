import { defineMeasure } from './measure.ts';

/**
 * Largest difference between two levels of a confounder in what a class of y is called: max over (t, p) of (max − min
 * over levels) of P(ŷ = p | y = t, z) (Hardt, Price & Srebro, 2016). Of two classes it is the larger of the gaps in true
 * and in false positive rate. A level without rows of class t is left out for that class.
 */
export const equalisedOddsGap = defineMeasure({
  name: 'equalised-odds-gap',
  summary: 'Largest difference between levels of a confounder in true or false positive rate.',
  source: 'Hardt, Price & Srebro, 2016',
  unit: 'fraction',
  better: 'lower',
  range: [0, 1],
  for: ['classes'],
  parts: 'confounder',
  of({ parts = [], classes }) {
    const matrices = parts.map(({ confusion }) => confusion);
    let gap = Number.NaN;
    for (let t = 0; t < classes; t++) {
      const row = (matrix: Float64Array) => matrix.subarray(t * classes, (t + 1) * classes);
      const present = matrices.map(row).flatMap((counts) => {
        const n = counts.reduce((a, b) => a + b, 0);
        return n > 0 ? [counts.map((count) => count / n)] : [];
      });
      if (present.length < 2) continue;
      for (let p = 0; p < classes; p++) {
        const rates = present.map((rate) => rate[p]!);
        const distance = Math.max(...rates) - Math.min(...rates);
        gap = Number.isNaN(gap) ? distance : Math.max(gap, distance);
      }
    }
    return gap;
  },
});
