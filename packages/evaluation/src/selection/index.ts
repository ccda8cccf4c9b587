import { last } from './last.ts';
import { leastLeakageWithin } from './least-leakage-within.ts';
import { validationLoss } from './validation-loss.ts';
import { validationMean } from './validation-mean.ts';
import { validationWorstClass } from './validation-worst-class.ts';
import { validationWorstGroup } from './validation-worst-group.ts';

export { type PatienceSettings, patience } from './patience.ts';
export { type SelectedCandidate, select } from './select.ts';
export {
  type Candidate,
  defineSelection,
  type ScoredCandidate,
  type Selection,
  type SelectionNeeds,
} from './selection.ts';
export {
  last,
  leastLeakageWithin,
  validationLoss,
  validationMean,
  validationWorstClass,
  validationWorstGroup,
};

/** The rules that come with the package. */
export const selectionRules = [
  last,
  validationMean,
  validationWorstGroup,
  validationWorstClass,
  validationLoss,
  leastLeakageWithin(),
] as const;
