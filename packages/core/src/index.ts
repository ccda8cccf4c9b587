export * from './contracts/index.ts';
export * from './data/index.ts';
export { type ErrorCode, MimmxError } from './errors.ts';
export * from './evaluation/index.ts';
export * from './model/index.ts';
export { corePlugin } from './plugin.ts';
export * from './registry/index.ts';
export * from './tensor/index.ts';
export * from './training/index.ts';
