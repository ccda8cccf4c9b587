import { defineMeasure } from './measure.ts';
import { recall } from './recall.ts';

/** TN / (TN + FP), the true negative rate. */
export const specificity = defineMeasure({
  name: 'specificity',
  summary: 'Share of class 0 that is called class 0.',
  unit: 'fraction',
  better: 'higher',
  range: [0, 1],
  for: ['two classes'],
  within: 'confounder',
  of: (sample) => recall.ofClass(sample, 0),
});
