export * from './availability.ts';
export * from './cache.ts';
export * from './cpu-only.ts';
export * from './download.ts';
export * from './open.ts';
export * from './runtime.ts';
export * from './settings.ts';
export * from './tensor.ts';
