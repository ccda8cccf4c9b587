export * from './comparison/index.ts';
export {
  type ExperimentConfig,
  type ExperimentInput,
  experimentSchema,
  resolveConfig,
} from './config.ts';
export { defineConfig, type TypedConfig } from './define-config.ts';
export { type EvaluationSetting, evaluateRun } from './evaluate-run.ts';
export { type ExperimentRun, type ExperimentSetting, runExperiment } from './experiment.ts';
export { type Forecast, type ForecastSetting, forecast } from './forecast.ts';
export * from './logging/index.ts';
export * from './maps/index.ts';
export { type MemoryRun, memoryRun } from './memory-run.ts';
export * from './model/index.ts';
export type { OnProgress, Progress } from './progress.ts';
export { type Pseudonyms, pseudonymised } from './pseudonyms.ts';
export * from './record.ts';
export { type Group, meanRows, summarise } from './summarise.ts';
export { rowGroup } from './summary-views.ts';
export * from './sweep/index.ts';
export { createDataPool, type DataPool, type TrialData } from './trial/data-pool.ts';
export { leakageRowsOf, measureSet } from './trial/evaluate.ts';
export { fingerprint } from './trial/fingerprint.ts';
export type { KeptTrials } from './trial/kept-trials.ts';
export { memoryTrials } from './trial/memory-store.ts';
export { createGoes, type Goes } from './trial/pace.ts';
export { trialId, trialOf, trialsOf } from './trial/plan.ts';
export { createReader, type SetReader, type SetReading } from './trial/read-set.ts';
export { rehearse } from './trial/rehearse.ts';
export { runTrial, type TrialSetting } from './trial/run-trial.ts';
export { runTrials } from './trial/run-trials.ts';
export * from './trial/store.ts';
export type { Tags, Trial, TrialSpec } from './trial/trial.ts';
export { doWork } from './work/do-work.ts';
export { runWork, type WorkSetting } from './work/run-work.ts';
export type { Holder, ResultLease, Work, WorkLease, WorkState, WorkStore } from './work/work.ts';
export { workId } from './work/work-id.ts';
