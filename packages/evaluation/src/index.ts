export * from './comparison/index.ts';
export * from './curves/index.ts';
export { evaluateMeasures, type MeasureSettings } from './evaluate-measures.ts';
export { evaluatePredictions, type Predictions, type ShiftSummary } from './evaluate-predictions.ts';
export type { Reals } from './input-checks.ts';
export { bootstrap, percentileInterval } from './intervals/bootstrap.ts';
export { type Clusters, clustersOf } from './intervals/clusters.ts';
export { type BootstrapSettings, type Interval, type MeanAndSd, meanAndSd } from './intervals/index.ts';
export { type Statistic, stratifiedMean } from './intervals/statistics.ts';
export {
  continuousLeakage,
  type Leakage,
  type LeakageSettings,
  leakage,
  type ProbeName,
} from './leakage/leakage.ts';
export { type LeakageRowSettings, leakageRows, type NumberFactor } from './leakage/leakage-rows.ts';
export { type CodedFactor, type GroupCodes, groupCodes } from './measures/groups.ts';
export * from './measures/index.ts';
export { evaluationPlugin, measureKind, selectionKind } from './plugin.ts';
export { linearReadout } from './probes/linear-readout.ts';
export type { ProbeTarget } from './probes/probe.ts';
export type { MeasureRow } from './record/row.ts';
export * from './selection/index.ts';
export { type SwitchedHead, switchedHead } from './switched-head.ts';
