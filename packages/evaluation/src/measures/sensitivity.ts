import { defineMeasure } from './measure.ts';
import { recall } from './recall.ts';

/** TP / (TP + FN) of class 1, the true positive rate: `atThreshold(sensitivity, fitted)` takes it at a fitted threshold. */
export const sensitivity = defineMeasure({
  name: 'sensitivity',
  summary: 'Share of class 1 that is called class 1.',
  unit: 'fraction',
  better: 'higher',
  range: [0, 1],
  for: ['two classes'],
  within: 'confounder',
  of: (sample) => recall.ofClass(sample, 1),
});
