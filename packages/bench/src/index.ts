export * from './estimators/index.ts';
