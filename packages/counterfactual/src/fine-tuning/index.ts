export { createInterventionSampler, type InterventionSampling } from './draw-intervention.ts';
export { createLagrangian, type Lagrangian, type LagrangianSettings } from './lagrangian.ts';
export { type FineTuningOptions, fineTuningSchema } from './options.ts';
export { affected, isHard, type TargetRule } from './rule.ts';
export { createTargets, type TargetSettings, type Targets } from './targets.ts';
export { type FineTuning, type FineTuningContext, fineTune } from './tune.ts';
