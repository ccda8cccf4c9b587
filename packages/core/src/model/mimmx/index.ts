export { mimmx } from './method.ts';
export { type MimmxInput, mimmxSchema } from './options.ts';
export type { MimmxSettings } from './settings.ts';
