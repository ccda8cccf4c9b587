// What prepares radiographs wherever JavaScript runs: no file, no thread, nothing of Node. The libraries that decode and
// resize are handed in.
export { createNormaliser, type Normaliser } from '../normalise.ts';
export { decodeRadiograph, type RadiographTools } from './decode-radiograph.ts';
export { j2kDecoder, type OpenJpeg } from './dicom/codecs/j2k.ts';
export { type DicomTools, greyDicom } from './dicom/grey-dicom.ts';
export { isDicom } from './dicom/is-dicom.ts';
export { joined } from './dicom/pixels/joined.ts';
export type { GreyImage } from './grey.ts';
export {
  type DecodeOptions,
  decodeOptions,
  MOST_INFLATED,
  MOST_PIXELS,
  type WindowChoice,
} from './options.ts';
export { rasterHeader } from './raster-header.ts';
export { admit, isRaster, luma } from './raster-rules.ts';

/** Data sets whose images these functions prepare. */
export const RADIOGRAPH_SETS: readonly string[] = [
  'chexpert',
  'nih',
  'mimic-cxr',
  'padchest',
  'xray-folder',
  'xray-dicom',
];
