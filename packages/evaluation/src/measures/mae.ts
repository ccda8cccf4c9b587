import { defineMeasure } from './measure.ts';

/** Mean absolute error, in the unit of y. */
export const mae = defineMeasure({
  name: 'mae',
  summary: 'Mean absolute error.',
  unit: 'y',
  better: 'lower',
  range: [0, Number.POSITIVE_INFINITY],
  for: ['number'],
  of({ y, values, weights }) {
    let sum = 0;
    let total = 0;
    for (let row = 0; row < weights.length; row++) {
      sum += weights[row]! * Math.abs(y[row]! - values[row]!);
      total += weights[row]!;
    }
    return sum / total;
  },
});
