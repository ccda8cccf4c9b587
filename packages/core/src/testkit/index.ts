export { balancerChecks } from './balancer.ts';
export type { Check } from './check.ts';
export { weighterChecks } from './weighter.ts';
