export { accuracy } from './accuracy.ts';
export { adjustedAccuracy } from './adjusted-accuracy.ts';
export { auprc } from './auprc.ts';
export { auroc } from './auroc.ts';
export { balancedAccuracy } from './balanced-accuracy.ts';
export { brier } from './brier.ts';
export { defaultMeasures } from './defaults.ts';
export { demographicParityGap } from './demographic-parity-gap.ts';
export { ece } from './ece.ts';
export { equalisedOddsGap } from './equalised-odds-gap.ts';
export { f1 } from './f1.ts';
export {
  type FittedThreshold,
  fitThreshold,
  maxF1,
  type ThresholdCounts,
  type ThresholdRule,
  tprAtTnr,
  youden,
} from './fit-threshold.ts';
export { logLoss } from './log-loss.ts';
export { mae } from './mae.ts';
export {
  type ClassMeasure,
  defineClassMeasure,
  defineMeasure,
  type FamilyMember,
  MEASURE_CONTRACT,
  type Measure,
  type MeasureFamily,
  type Partition,
  type TargetKind,
} from './measure.ts';
export type { PartCodes } from './parts.ts';
export { precision } from './precision.ts';
export type { Predicted, RowStructure } from './predicted.ts';
export { r2 } from './r2.ts';
export { recall } from './recall.ts';
export { rmse } from './rmse.ts';
export { type Sample, sampleOf } from './sample.ts';
export { sensitivity } from './sensitivity.ts';
export { specificity } from './specificity.ts';
export * from './wrappers/index.ts';
