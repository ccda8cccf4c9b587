export {
  type AffineSettings,
  type Augmentation,
  type AugmentConfig,
  affine,
  createAugmentation,
  shiftBy,
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
export { createImageStore, type ImageStore, type ImageStoreOptions, type ImagesRead } from './images.ts';
export { leakageObstacle, leakageSet } from './leakage-obstacles.ts';
export { leftOutNotes } from './left-out.ts';
export type { ClassMapping } from './match-factor.ts';
export { type MatchedSet, type MatchOptions, matchTask } from './match-task.ts';
export {
  createMethodData,
  type MethodDataOptions,
  type MethodDataState,
  type ResumableMethodData,
} from './method-data.ts';
export {
  type DataConfig,
  type DataInput,
  dataSchema,
  prepareData,
} from './prepare.ts';
export type { DataReport, PreparedData, PreparedSplits } from './prepared-data.ts';
export type { ResolvedConfounder, ResolvedTask } from './resolved-task.ts';
export { createSampler, type Sampler, type SamplerOptions, type SamplerState } from './sampler.ts';
export { makeSamples, type SampleSet, subset } from './samples.ts';
export { type SplitConfig, splitSchema } from './split-schema.ts';
export {
  kFolds,
  makeSplit,
  type Split,
  splitByPatient,
} from './splits.ts';
export type { Controlled, Distribution, Target } from './target.ts';
export { resolveTask } from './task.ts';
export { type TaskConfig, type TaskInput, taskSchema } from './task-schema.ts';
