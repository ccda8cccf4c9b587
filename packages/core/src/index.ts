export * from './contracts/index.ts';
export { type ErrorCode, isMimmxError, MimmxError } from './errors.ts';
export * from './model/index.ts';
export { corePlugin } from './plugin.ts';
export * from './registry/index.ts';
export * from './tensor/index.ts';
export { decodeSafetensors, encodeSafetensors, type LoadedWeights, loadWeights } from './weights/index.ts';
