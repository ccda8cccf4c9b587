import { defineMeasure } from './measure.ts';

/** A probability of 0 for what happened would be infinitely wrong; float32 softmax gives such zeros. */
const LEAST = 1e-7;

/** Mean of −ln p(true class), in nats; probabilities below 1e-7 count as that. */
export const logLoss = defineMeasure({
  name: 'log-loss',
  summary: 'Mean of −ln of the probability of the true class.',
  unit: 'nats',
  better: 'lower',
  range: [0, -Math.log(LEAST)],
  for: ['classes'],
  of({ y, values, classes, weights }) {
    let sum = 0;
    let total = 0;
    for (let row = 0; row < weights.length; row++) {
      sum -= weights[row]! * Math.log(Math.min(1, Math.max(LEAST, values[row * classes + y[row]!]!)));
      total += weights[row]!;
    }
    return sum / total;
  },
});
