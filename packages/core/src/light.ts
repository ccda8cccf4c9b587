// What a plugin without tensors needs: nothing here loads the tensor engine.
export * from './contracts/index.ts';
export { type ErrorCode, isMimmxError, MimmxError } from './errors.ts';
export * from './registry/index.ts';
export { Random, type RandomState } from './tensor/random.ts';
