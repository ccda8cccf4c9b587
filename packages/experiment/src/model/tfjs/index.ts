export { type GraphForm, type GraphModelFiles, graphModel } from './graph-model.ts';
