import { defineClassMeasure } from './measure.ts';

/** TP / (TP + FP) of a class; of two classes, class 1's. NaN where the class is never called. */
export const precision = defineClassMeasure({
  name: 'precision',
  summary: 'Share of the rows called a class that are of that class.',
  unit: 'fraction',
  better: 'higher',
  range: [0, 1],
  for: ['classes'],
  within: 'confounder',
  ofClass({ confusion, classes }, c) {
    let called = 0;
    for (let t = 0; t < classes; t++) called += confusion[t * classes + c]!;
    return confusion[c * classes + c]! / called;
  },
});
