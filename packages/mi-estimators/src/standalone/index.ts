export { type Chosen, chooseEstimator, mustSwap } from './choose.ts';
export { estimateMi, estimateMiOfPairs } from './estimate-mi.ts';
export { formOf, type MiInput } from './input.ts';
export type { EstimateOptions, MiEstimate, MiPair, MiProgress, TrainingSettings } from './settings.ts';
