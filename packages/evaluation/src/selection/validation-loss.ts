import { logLoss } from '../measures/log-loss.ts';
import { rmse } from '../measures/rmse.ts';
import { sampleOf } from '../measures/sample.ts';
import { defineSelection } from './selection.ts';

/** Lowest cross-entropy on validation data, in nats, or mean squared error if y is a number. */
export const validationLoss = defineSelection({
  name: 'validation-loss',
  summary: 'Lowest cross-entropy on validation data; mean squared error if y is a number.',
  needs: 'validation',
  better: 'lower',
  score({ validation: { y, values } }) {
    const sample = sampleOf(y, values);
    return sample.kind === 'number' ? rmse.of(sample) ** 2 : logLoss.of(sample);
  },
});
