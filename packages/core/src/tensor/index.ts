export { type HostFed, Random, type RandomState } from './random.ts';
