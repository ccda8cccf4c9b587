export {
  type ExperimentConfig,
  type ExperimentInput,
  experimentSchema,
  resolveConfig,
} from './config.ts';
export { defineConfig, type TypedConfig } from './define-config.ts';
export { type ExperimentSetting, runExperiment } from './experiment.ts';
export { type MemoryStore, memoryStore } from './memory-store.ts';
export type { OnProgress, Progress } from './progress.ts';
export * from './record.ts';
export { type ResumableSource, type Trained, type TrainSettings, train } from './train.ts';
