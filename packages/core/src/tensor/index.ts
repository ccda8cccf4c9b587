export { type Adam, type AdamSettings, adam, encoderAdam } from './adam.ts';
export { detach } from './detach.ts';
export { eager } from './eager.ts';
export { betaTensor, type HostFed, normalTensor, permutationTensor, uniformTensor } from './fed.ts';
export { flatten, sizeOf, unflatten } from './flat.ts';
export { glorot } from './initial.ts';
export { Random, type RandomState } from './random.ts';
export { restoreSnapshot, type SavedTensor, takeSnapshot } from './snapshot.ts';
