export type {
  FactorDescription,
  ModelDescription,
  OutputDescription,
} from './model/description.ts';
export { type BrowserModel, type LoadOptions, loadModel, type ModelFiles } from './model/model.ts';
export type { OcclusionMap, OcclusionOptions } from './model/occlusion.ts';
export type { Said, Saying } from './model/saying.ts';
export type { Engine } from './model/session.ts';
export type { Assets, PreparedImage } from './prepare/prepared.ts';
export { hasThreads, requireThreads, requireWasm, type Surroundings } from './support.ts';
