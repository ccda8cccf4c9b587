export { folderResults, type ResultsSetting } from './folder-results.ts';
export type { LeaseOptions } from './work-folders.ts';
