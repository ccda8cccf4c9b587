export { estimateMi, estimateMiOfPairs } from './estimate-mi.ts';
export type { MiInput } from './input.ts';
export type { EstimateOptions, MiEstimate, MiPair, MiProgress, TrainingSettings } from './settings.ts';
