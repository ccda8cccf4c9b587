import { accuracy } from '../measures/accuracy.ts';
import { r2 } from '../measures/r2.ts';
import { sampleOf } from '../measures/sample.ts';
import { defineSelection } from './selection.ts';

/** Highest accuracy on validation data, or R² if y is a number (Gulrajani & Lopez-Paz, 2021, training-domain validation). */
export const validationMean = defineSelection({
  name: 'validation-mean',
  summary: 'Highest accuracy on validation data; R² if y is a number.',
  source: 'Gulrajani & Lopez-Paz, 2021',
  needs: 'validation',
  score({ validation: { y, values } }) {
    const sample = sampleOf(y, values);
    return (sample.kind === 'number' ? r2 : accuracy).of(sample);
  },
});
