import type { Decoded } from '@mimmx/data/files';
import { clahe } from './clahe.ts';
import { isDicom } from './dicom/is-dicom.ts';
import type { GreyImage } from './grey.ts';
import type { Reserve } from './memory.ts';
import type { DecodeOptions, WindowChoice } from './options.ts';
import { isRaster } from './raster-rules.ts';

/** What images are decoded and resized with: an image library, which is not the same in Node and in a browser. */
export interface RadiographTools {
  /** Decodes and resizes a PNG or JPEG. @throws if it is damaged */
  raster(bytes: Uint8Array, options: DecodeOptions, reserve?: Reserve): Promise<GreyImage>;
  /** Resizes pixels that are already decoded. */
  resize(image: GreyImage, options: DecodeOptions): Promise<GreyImage>;
  /** Decodes a DICOM file to 16 bit. @throws if it is damaged */
  dicom(bytes: Uint8Array, window: WindowChoice, reserve?: Reserve): Promise<GreyImage>;
}

/**
 * Decodes one radiograph to [height, width, 1]: JPEG and PNG to 8 or 16 bit, DICOM to 16 bit. Messages name what is wrong
 * with the file, never what it says of a patient.
 */
export async function decodeRadiograph(
  bytes: Uint8Array,
  options: DecodeOptions,
  tools: RadiographTools,
  reserve?: Reserve,
): Promise<Decoded> {
  const resized = isRaster(bytes)
    ? await tools.raster(bytes, options, reserve).catch((error: Error) => {
        throw new Error(`not a readable image: ${error.message.replace(/^Input buffer/, 'file')}`);
      })
    : isDicom(bytes)
      ? await tools.resize(await tools.dicom(bytes, options.window, reserve), options)
      : unknownFormat(bytes);
  const { pixels } = options.clahe ? clahe(resized, options.clahe) : resized;
  return { pixels, shape: [options.height, options.width, 1] };
}

function unknownFormat(bytes: Uint8Array): never {
  const first = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  throw new Error(`neither JPEG, PNG nor DICOM (begins with ${first})`);
}
