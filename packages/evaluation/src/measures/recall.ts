import { defineClassMeasure } from './measure.ts';

/** TP / (TP + FN) of a class; of two classes, class 1's, which is the sensitivity. NaN where the class does not occur. */
export const recall = defineClassMeasure({
  name: 'recall',
  summary: 'Share of the rows of a class that are called that class.',
  unit: 'fraction',
  better: 'higher',
  range: [0, 1],
  for: ['classes'],
  within: 'confounder',
  ofClass({ confusion, classes }, c) {
    let n = 0;
    for (let p = 0; p < classes; p++) n += confusion[c * classes + p]!;
    return confusion[c * classes + c]! / n;
  },
});
