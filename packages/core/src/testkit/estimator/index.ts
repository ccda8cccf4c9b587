export { estimatorChecks } from './checks.ts';
export type { EstimatorCheckSettings } from './subject.ts';
