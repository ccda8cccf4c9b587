import { accuracy } from '../measures/accuracy.ts';
import { mae } from '../measures/mae.ts';
import { groupsOf } from '../measures/parted.ts';
import { sampleOf } from '../measures/sample.ts';
import { worstGroup } from '../measures/wrappers/index.ts';
import { defineSelection } from './selection.ts';

const [worstAccuracy, worstError] = [worstGroup(accuracy), worstGroup(mae)];

/**
 * Highest accuracy of the worst group on validation data (Sagawa et al., 2020); if y is a number, the least mean
 * absolute error of the worst group, with its sign turned.
 */
export const validationWorstGroup = defineSelection({
  name: 'validation-worst-group',
  summary: 'Highest accuracy of the worst group on validation data; least absolute error if y is a number.',
  source: 'Sagawa et al., 2020',
  needs: 'validation z',
  score({ validation }) {
    const whole = sampleOf(validation.y, validation.values);
    const sample = whole.parted(groupsOf(validation, validation));
    return sample.kind === 'number' ? -worstError.of(sample) : worstAccuracy.of(sample);
  },
});
