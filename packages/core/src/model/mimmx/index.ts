export { mimmx } from './method.ts';
export { type MimmxInput, type MimmxSettings, mimmxSchema } from './options.ts';
