import { defineClassMeasure } from './measure.ts';

/**
 * 2 TP / (2 TP + FP + FN): of class 1 if there are two classes, otherwise the mean over the classes that occur in the
 * truth or in the predictions (macro).
 */
export const f1 = defineClassMeasure({
  name: 'f1',
  summary: 'Harmonic mean of precision and recall: of class 1 of two, or the mean over more.',
  unit: 'fraction',
  better: 'higher',
  range: [0, 1],
  for: ['classes'],
  within: 'confounder',
  ofClass({ confusion, classes }, c) {
    let positives = 0;
    let called = 0;
    for (let other = 0; other < classes; other++) {
      positives += confusion[c * classes + other]!;
      called += confusion[other * classes + c]!;
    }
    return (2 * confusion[c * classes + c]!) / (positives + called);
  },
});
