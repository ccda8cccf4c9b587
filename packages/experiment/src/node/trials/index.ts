export { folderTrials } from './folder-trials.ts';
export { takeTrial } from './take-trial.ts';
export { trialIds } from './trial-folders.ts';
