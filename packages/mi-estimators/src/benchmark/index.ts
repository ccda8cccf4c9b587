export { biasVarianceChart } from './charts/bias-variance-chart.ts';
export { type DrawnStair, staircaseChart } from './charts/staircase-chart.ts';
export { type Climb, type Protocol, protocols } from './protocols/index.ts';
export { type BenchmarkRow, summariseClimb, summariseRow } from './row.ts';
export { type SelfConsistency, selfConsistency } from './self-consistency.ts';
export { runStaircase, type Stair, type StaircaseSettings } from './staircase.ts';
export type { BenchmarkTask } from './task.ts';
export { type BenchmarkName, benchmarks, tasksOf } from './tasks/index.ts';
