import { definePlugin } from '@mimmx/core';
import { bids } from './sources/bids.ts';
import { mriManifest } from './sources/mri-manifest.ts';

export * from './nifti/index.ts';
export * from './volume/index.ts';
export { bids, mriManifest };

/** The data sets of this package. */
export const plugin = definePlugin({ name: '@mimmx/datasets-mri', provides: [bids, mriManifest] });
