export { type Collected, collectResults, type MissingCell } from './collect.ts';
export {
  openSweep,
  type Planned,
  type SweepFolder,
  type SweepHead,
  writePlan,
} from './plan-folder.ts';
export { checkVersions, provenanceOf } from './provenance-check.ts';
export { trialStates } from './states.ts';
export { trialOfLine } from './trial-of.ts';
