export { cpuBackend, nodeBackend, nodeGpuBackend, nodePlugin, wasmBackend } from './backends/index.ts';
export { type ChosenBackend, chooseBackend } from './choose-backend.ts';
export { readEnvironment, readVersions } from './environment.ts';
export { findPackage } from './find-package.ts';
export { loadPlugins, pluginOf } from './load-plugins.ts';
export { decodeNpy, encodeNpy, type NpyArray } from './npy.ts';
export { type RunRecord, readRun } from './read-run.ts';
export { recordedConfig, runFolder } from './run-folder.ts';
export { type RunPaths, runPaths } from './run-paths.ts';
