export { estimateMi, estimateMiOfPairs, type MiPair } from './estimate-mi.ts';
export type { MiInput } from './input.ts';
export type { EstimateOptions, MiEstimate, MiProgress, TrainingSettings } from './settings.ts';
