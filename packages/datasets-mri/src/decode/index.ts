// What prepares volumes wherever JavaScript runs: no file, no thread, nothing of Node.
export { NiftiError } from '../nifti/error.ts';
export type { ReadOptions } from '../nifti/frame.ts';
export { type Gunzip, readNiftiBytes } from '../nifti/read-bytes.ts';
export { type ImageOptions, preparationOf } from '../volume/preparation-of.ts';
export { type Preparation, type Prepared, prepare } from '../volume/prepare.ts';
export type { Volume } from '../volume/volume.ts';

/** Data sets whose images these functions prepare. */
export const VOLUME_SETS: readonly string[] = ['bids', 'mri-manifest', 'mri-joined'];
