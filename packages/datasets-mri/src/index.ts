import { definePlugin } from '@mimmx/core';
import { bids } from './sources/bids.ts';
import { brainPhantom } from './sources/brain-phantom.ts';
import { mriJoined } from './sources/mri-joined.ts';
import { mriManifest } from './sources/mri-manifest.ts';

export {
  NiftiError,
  type NiftiErrorCode,
  type NiftiHeader,
  readNifti,
  readNiftiHeader,
} from './nifti/index.ts';
export { toRas, type Volume } from './volume/index.ts';
export { bids, brainPhantom, mriJoined, mriManifest };

/** The data sets of this package. */
export const plugin = definePlugin({
  name: '@mimmx/datasets-mri',
  provides: [bids, mriManifest, brainPhantom, mriJoined],
});
