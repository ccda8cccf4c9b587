export { compareRuns } from './compare-runs.ts';
export type { ComparedRun, RunComparison, RunDifference, Unmatched } from './comparison.ts';
export type { SettingDifference } from './settings.ts';
