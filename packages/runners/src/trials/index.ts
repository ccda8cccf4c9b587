export {
  defaultJobs,
  runInProcesses,
  type TrialProgram,
  thisProgram,
  workInProcesses,
} from './in-processes.ts';
export { serveTrials, throttled, triedOf, tryTrial } from './serve-trials.ts';
