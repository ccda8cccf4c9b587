export { evaluatePredictions, type Predictions, type ShiftSummary } from './evaluate-predictions.ts';
export type { Reals } from './input-checks.ts';
export * from './intervals/index.ts';
export { continuousLeakage, type Leakage, type LeakageSettings, leakage, type ProbeName } from './leakage.ts';
export * from './metrics/index.ts';
export type { MeasureRow } from './record/row.ts';
export { type SwitchedHead, switchedHead } from './switched-head.ts';
