export type { NamedValues, Values } from './array-column.ts';
export type { ModelCard, ResolvedParts } from './card.ts';
export {
  describeModel,
  type ModelDescription,
  type OutputDescription,
  outputsOf,
} from './describe-model.ts';
export {
  type EvaluationOptions,
  evaluateModel,
  type ModelEvaluation,
  type OtherData,
  requireShape,
  type TestedModel,
} from './evaluate-model.ts';
export { type ExternalSummary, externalResult, externalSummary, type Judged } from './external.ts';
export { type FitOptions, type FitSetting, fitArrays } from './fit.ts';
export { type Arrays, type ArraysDataset, type ArraysToJudge, fromArrays } from './from-arrays.ts';
export type { Images } from './images.ts';
export {
  type Model,
  type ModelFeatures,
  type ModelPrediction,
  type ModelSource,
  openModel,
} from './model.ts';
export { type GraphForm, type GraphModelFiles, graphModel } from './tfjs/index.ts';
