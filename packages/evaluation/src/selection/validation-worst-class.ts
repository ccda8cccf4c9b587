import { recall } from '../measures/recall.ts';
import { sampleOf } from '../measures/sample.ts';
import { worstClass } from '../measures/wrappers/index.ts';
import { defineSelection } from './selection.ts';

const worst = worstClass(recall);

/** Highest recall of the worst class of y: SubpopBench's rule without z (Yang et al., 2023). */
export const validationWorstClass = defineSelection({
  name: 'validation-worst-class',
  summary: 'Highest recall of the worst class of y on validation data.',
  source: 'Yang et al., 2023',
  needs: 'validation',
  for: ['classes'],
  score: ({ validation: { y, values } }) => worst.of(sampleOf(y, values)),
});
