export { keysOf } from './path.ts';
export { type PlannedTrial, planSweep, type SweepPlan } from './plan-sweep.ts';
export { MOST_TRIALS } from './points.ts';
export { type SweepConfig, type SweepInput, sweepSchema } from './schema.ts';
export { sobolPoints } from './sobol.ts';
