export {
  type AffineSettings,
  type Augmentation,
  type AugmentConfig,
  affine,
  createAugmentation,
} from './augment/index.ts';
export {
  type BatchSourceOptions,
  type BatchSourceState,
  createBatchSource,
  type EvaluationBatch,
  evaluationBatches,
  type ResumableBatchSource,
} from './batches.ts';
export type { Cell } from './cells.ts';
export { phi } from './dependence.ts';
export { type CellReport, describeCells, type PairReport } from './describe.ts';
export { type Groups, groupName, groupsOf } from './groups.ts';
export { createImageStore, type ImageStore, type ImageStoreOptions } from './images.ts';
export {
  createMethodData,
  type MethodDataOptions,
  type MethodDataState,
  type ResumableMethodData,
} from './method-data.ts';
export {
  type DataConfig,
  type DataInput,
  type DataReport,
  dataSchema,
  type PreparedData,
  type PreparedSplits,
  prepareData,
} from './prepare.ts';
export { createSampler, type Sampler, type SamplerOptions, type SamplerState } from './sampler.ts';
export { makeSamples, type SampleSet } from './samples.ts';
export {
  kFolds,
  makeSplit,
  type Split,
  type SplitConfig,
  splitByPatient,
  splitSchema,
} from './splits.ts';
export type { Controlled, Distribution, Target } from './target.ts';
export { type ResolvedConfounder, type ResolvedTask, resolveTask } from './task.ts';
export { type TaskConfig, type TaskInput, taskSchema } from './task-schema.ts';
