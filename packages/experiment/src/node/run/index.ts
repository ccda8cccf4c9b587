export type { Conclusion } from './conclude.ts';
export { holdersOf } from './holders.ts';
export { openRecord, type RunFiles } from './open-record.ts';
export { type OpenRunOptions, openRun, type Run } from './open-run.ts';
export type { Opening } from './opening.ts';
export { type Provenance, provenanceDifference } from './provenance.ts';
export { type RunState, runState } from './run-state.ts';
