export { cfAugment } from './cf-augment.ts';
export { cfConsistency, klOfLogits } from './cf-consistency.ts';
export { cfMatching } from './cf-matching.ts';
export { gramOfDifferences, projectionOf } from './matching.ts';
