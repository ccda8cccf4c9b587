export { cpuBackend, nodeBackend, nodeGpuBackend, nodePlugin, wasmBackend } from './backends/index.ts';
export { type ChosenBackend, chooseBackend } from './choose-backend.ts';
export { readEnvironment, readVersions } from './environment.ts';
export { findPackage } from './find-package.ts';
export { type FoundPlugin, findPlugins, isPath } from './find-plugins.ts';
export { type Difference, firstDifference } from './first-difference.ts';
export { contentsInWords, type FolderContents, folderContents } from './folder-contents.ts';
export { installedPlugins } from './installed-plugins.ts';
export { isPlugin, loadFound, loadPlugins, pluginOf } from './load-plugins.ts';
export { readMaps, writeMaps } from './maps-file.ts';
export * from './model/index.ts';
export { decodeNpy, encodeNpy, type NpyArray } from './npy.ts';
export { type OpenLoggers, openLoggers } from './open-loggers.ts';
export { type PluginTrust, requireTrusted } from './plugin-trust.ts';
export { pluginVersions } from './plugin-versions.ts';
export { type KeyedPseudonyms, openPseudonyms } from './pseudonyms.ts';
export { type RunRecord, readRun } from './read-run.ts';
export {
  type Conclusion,
  holdersOf,
  type Opening,
  type OpenRunOptions,
  openRecord,
  openRun,
  type Provenance,
  provenanceDifference,
  type Run,
  type RunFiles,
  type RunState,
  runState,
} from './run/index.ts';
export { type RunPaths, runPaths } from './run-paths.ts';
export { readSealedJson, sealJson } from './sealed-json.ts';
export * from './sweep/index.ts';
export { folderTrials, takeTrial, trialIds } from './trials/index.ts';
export { decodeWeights, encodeWeights, type WeightsManifest } from './weights-file.ts';
export { folderResults, type LeaseOptions, type ResultsSetting } from './work/index.ts';
