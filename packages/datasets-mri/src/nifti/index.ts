export { type Affine, spacingOf } from './affine.ts';
export type { Datatype } from './datatypes.ts';
export { NiftiError, type NiftiErrorCode } from './error.ts';
export { type NiftiHeader, parseHeader } from './header.ts';
export { type ReadOptions, readNifti, readNiftiHeader } from './read.ts';
