export { balancerChecks } from './balancer.ts';
export type { Check } from './check.ts';
export { type EstimatorCheckSettings, estimatorChecks } from './estimator.ts';
export { weighterChecks } from './weighter.ts';
