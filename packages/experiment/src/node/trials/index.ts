export { folderTrials } from './folder-trials.ts';
