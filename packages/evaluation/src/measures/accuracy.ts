import { defineMeasure } from './measure.ts';

/** Fraction of rows whose predicted class is the true one. */
export const accuracy = defineMeasure({
  name: 'accuracy',
  summary: 'Fraction of rows whose predicted class is the true one.',
  unit: 'fraction',
  better: 'higher',
  range: [0, 1],
  for: ['classes'],
  of({ confusion, classes }) {
    let hits = 0;
    let total = 0;
    for (let i = 0; i < confusion.length; i++) {
      total += confusion[i]!;
      if (i % (classes + 1) === 0) hits += confusion[i]!;
    }
    return hits / total;
  },
});
