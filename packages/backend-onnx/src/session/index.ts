export * from './availability.ts';
export * from './cache.ts';
export * from './open.ts';
export * from './runtime.ts';
export * from './settings.ts';
