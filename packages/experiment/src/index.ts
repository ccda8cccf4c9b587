export {
  defineConfig,
  type ExperimentConfig,
  type ExperimentInput,
  experimentSchema,
  resolveConfig,
} from './config.ts';
export { type ExperimentSetting, runExperiment } from './experiment.ts';
export { type MemoryStore, memoryStore } from './memory-store.ts';
export type { OnProgress, Progress } from './progress.ts';
export * from './record.ts';
export { type Trained, type TrainSettings, train } from './train.ts';
export type { KeptTrials } from './trial/kept-trials.ts';
export { memoryTrials } from './trial/memory-store.ts';
