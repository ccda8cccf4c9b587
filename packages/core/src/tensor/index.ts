export { detach } from './detach.ts';
export { flatten, sizeOf, unflatten } from './flat.ts';
export { glorot } from './initial.ts';
export { type HostFed, Random, type RandomState } from './random.ts';
