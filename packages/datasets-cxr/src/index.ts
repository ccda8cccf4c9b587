import { definePlugin } from '@mimmx/core';
import { chestPhantom } from './phantom/chest-phantom.ts';
import { chexpert } from './sources/chexpert.ts';
import { mimicCxr } from './sources/mimic-cxr.ts';
import { nih } from './sources/nih.ts';
import { padchest } from './sources/padchest.ts';
import { xrayDicom } from './sources/xray-dicom.ts';
import { xrayFolder } from './sources/xray-folder.ts';

export { type ChestPhantomOptions, chestPhantom } from './phantom/chest-phantom.ts';
export { type ChexpertOptions, chexpert } from './sources/chexpert.ts';
export { type MimicCxrOptions, mimicCxr } from './sources/mimic-cxr.ts';
export { type NihOptions, nih } from './sources/nih.ts';
export { type PadchestOptions, padchest } from './sources/padchest.ts';
export { type XrayDicomOptions, xrayDicom } from './sources/xray-dicom.ts';
export { type XrayFolderOptions, xrayFolder } from './sources/xray-folder.ts';

/** Chest X-ray data sets: `registry.use(plugin)`. */
export const plugin = definePlugin({
  name: '@mimmx/datasets-cxr',
  provides: [chestPhantom, chexpert, nih, mimicCxr, padchest, xrayFolder, xrayDicom],
});
