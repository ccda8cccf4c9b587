export * from './audit/index.ts';
export * from './fine-tuning/index.ts';
export * from './flow/index.ts';
export {
  type CounterfactualImages,
  type CounterfactualRequest,
  createGenerator,
  type Generator,
  type GeneratorSettings,
} from './generator.ts';
export * from './image-model/index.ts';
export * from './measures/index.ts';
export * from './methods/index.ts';
export { plugin } from './plugin.ts';
export * from './predictors/index.ts';
export {
  describeGraph,
  type OpenGeneratorSettings,
  openGenerator,
  restoreGenerator,
  type SavedGenerator,
  saveGenerator,
} from './save.ts';
export * from './scm/index.ts';
export * from './study/index.ts';
export type { Trainable } from './trainable.ts';
