export { type FolderTrialsOptions, folderTrials } from './folder-trials.ts';
