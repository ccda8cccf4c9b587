export { cpuBackend, nodeBackend, nodeGpuBackend, nodePlugin, wasmBackend } from './backends/index.ts';
export { type ChosenBackend, chooseBackend } from './choose-backend.ts';
export { readEnvironment, readVersions } from './environment.ts';
export { findPackage } from './find-package.ts';
export { loadPlugins, pluginOf } from './load-plugins.ts';
export * from './model/index.ts';
export { decodeNpy, encodeNpy, type NpyArray } from './npy.ts';
export { pluginVersions } from './plugin-versions.ts';
export { type RunRecord, readRun } from './read-run.ts';
export {
  type Conclusion,
  type Opening,
  type OpenRunOptions,
  openRecord,
  openRun,
  type Run,
  type RunFiles,
  type RunState,
  runState,
} from './run/index.ts';
export { type RunPaths, runPaths } from './run-paths.ts';
export * from './sweep/index.ts';
export { type FolderTrialsOptions, folderTrials } from './trials/index.ts';
