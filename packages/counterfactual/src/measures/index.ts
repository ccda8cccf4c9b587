export {
  type AmplificationCell,
  type AmplificationInput,
  amplification,
  type Seen,
} from './amplification.ts';
export { type CycleSettings, composition, reversibility } from './composition.ts';
export { imageDistance, wasserstein } from './distance.ts';
export { type Effectiveness, effectiveness, requireBetterThanChance } from './effectiveness.ts';
export { type Features, type FrechetSettings, frechetDistance } from './frechet.ts';
export { type KernelDistanceSettings, kernelDistance } from './kernel-distance.ts';
export {
  amplificationMatrix,
  type MatrixContext,
  type MatrixIntervention,
  type MatrixProtocol,
  type MatrixRow,
} from './matrix.ts';
export {
  counterfactualLatentDivergence,
  type DivergenceKind,
  latentDivergence,
  type Posterior,
} from './minimality.ts';
export {
  differenceOfAuc,
  differenceOfMeans,
  type Estimate,
  type IntervalSettings,
  meanWithInterval,
} from './paired.ts';
