export * from './comparison/index.ts';
export * from './estimators/index.ts';
export { plugin } from './plugin.ts';
