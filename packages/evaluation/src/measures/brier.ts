import { defineMeasure } from './measure.ts';

/**
 * Half the squared distance of the probabilities and the truth, ½ Σ_c (p_c − 1[y = c])², so that it is (p₁ − y)² for two
 * classes and at most 1 for any number (Brier, 1950, who did not halve it).
 */
export const brier = defineMeasure({
  name: 'brier',
  summary: 'Mean of half the squared distance of probabilities and truth.',
  source: 'Brier, 1950, halved',
  unit: 'fraction',
  better: 'lower',
  range: [0, 1],
  for: ['classes'],
  of({ y, values, classes, weights }) {
    let sum = 0;
    let total = 0;
    for (let row = 0; row < weights.length; row++) {
      let squares = 0;
      for (let c = 0; c < classes; c++) {
        squares += (values[row * classes + c]! - (y[row] === c ? 1 : 0)) ** 2;
      }
      sum += (weights[row]! * squares) / 2;
      total += weights[row]!;
    }
    return sum / total;
  },
});
