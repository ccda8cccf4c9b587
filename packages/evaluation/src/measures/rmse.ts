import { defineMeasure } from './measure.ts';

/** Root of the mean squared error, in the unit of y. */
export const rmse = defineMeasure({
  name: 'rmse',
  summary: 'Root of the mean squared error.',
  unit: 'y',
  better: 'lower',
  range: [0, Number.POSITIVE_INFINITY],
  for: ['number'],
  of({ y, values, weights }) {
    let sum = 0;
    let total = 0;
    for (let row = 0; row < weights.length; row++) {
      sum += weights[row]! * (y[row]! - values[row]!) ** 2;
      total += weights[row]!;
    }
    return Math.sqrt(sum / total);
  },
});
