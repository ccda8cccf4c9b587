export type { EngineOptions } from './engine.ts';
export { externalFolder, writeExternal } from './external-record.ts';
export { fit } from './fit.ts';
export { type LoadModelOptions, loadModel, openTrained, runTrialsOf, type WhichModel } from './load-model.ts';
export type { SavableModel } from './saved-model.ts';
