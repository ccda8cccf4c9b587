export { type AgainstReference, againstReference } from './against.ts';
export {
  type ComparisonSettings,
  compareMethods,
  type DifferenceRow,
  type SeedsOfMethods,
} from './compare-methods.ts';
export { holm } from './holm.ts';
export { averageRanks, type ScoresOfMethods } from './ranks.ts';
export { type SignedRank, wilcoxon } from './wilcoxon.ts';
