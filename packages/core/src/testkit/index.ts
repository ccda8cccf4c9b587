export { backendChecks } from './backend.ts';
export { balancerChecks } from './balancer.ts';
export type { Check } from './check.ts';
export { datasetChecks } from './dataset.ts';
export { definitionChecks } from './definition.ts';
export { encoderChecks } from './encoder.ts';
export { type EstimatorCheckSettings, estimatorChecks } from './estimator/index.ts';
export { methodChecks } from './method.ts';
export { weighterChecks } from './weighter.ts';
