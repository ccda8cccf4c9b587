export {
  type AffineSettings,
  type Augmentation,
  type AugmentConfig,
  affine,
  augmentSchema,
  createAugmentation,
  flip,
  gainAndNoise,
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
export { orderedByIds } from './canonical-order.ts';
export { type Cell, countCells, type DrawRequest, drawSamples, type Prevalence } from './cells.ts';
export { columnValues } from './column-values.ts';
export { contingency, cramersV, pearson, phi, quantileCodes, tableInformation } from './dependence.ts';
export { type CellReport, describeCells, type PairReport } from './describe.ts';
export { findColumn } from './find-column.ts';
export { type Groups, groupName, groupsOf } from './groups.ts';
export { createImageStore, type ImageStore, type ImageStoreOptions, type ImagesRead } from './images.ts';
export { leakageObstacle, leakageSet } from './leakage-obstacles.ts';
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
export { type Assigned, assignmentOf, makeSamples, type SampleSet, subset } from './samples.ts';
export {
  assertDisjoint,
  kFolds,
  makeSplit,
  type Split,
  type SplitConfig,
  splitByPatient,
  splitSchema,
} from './splits.ts';
export type { CategoricalColumn, Column, NumberColumn, Table } from './table.ts';
export {
  type Controlled,
  conditional,
  type Distribution,
  distributionSchema,
  resolveTarget,
  type Target,
} from './target.ts';
export {
  type ResolvedConfounder,
  type ResolvedTask,
  resolveTask,
  standardise,
  type TaskConfig,
  type TaskInput,
  taskSchema,
} from './task.ts';
