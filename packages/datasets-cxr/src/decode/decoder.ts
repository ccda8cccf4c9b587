import type { Decoded, Reserve } from '@mimmx/data/files';
import { clahe } from './clahe.ts';
import type { DicomDescription } from './dicom/describe.ts';
import { isDicom } from './dicom/is-dicom.ts';
import { loadDicom } from './dicom/load.ts';
import type { DecodeOptions } from './options.ts';
import { decodeRaster, isRaster, resizeGrey } from './raster.ts';
import { readWhole } from './read-whole.ts';

/**
 * Decodes one radiograph to [height, width, 1]: JPEG and PNG to 8 or 16 bit, DICOM to 16 bit. Runs in a worker thread.
 * Messages name what is wrong with the file, never what it says of a patient.
 */
export async function decode(path: string, options: DecodeOptions, reserve?: Reserve): Promise<Decoded> {
  const bytes = readWhole(path);
  const resized = isRaster(bytes)
    ? await decodeRaster(bytes, options, reserve).catch((error: Error) => {
        throw new Error(`not a readable image: ${error.message.replace(/^Input buffer/, 'file')}`);
      })
    : isDicom(bytes)
      ? await resizeGrey(await (await loadDicom()).decodeDicom(bytes, options.window, reserve), options)
      : unknownFormat(bytes);
  const { pixels } = options.clahe ? clahe(resized, options.clahe) : resized;
  return { pixels, shape: [options.height, options.width, 1] };
}

/** What the header of one DICOM file says; null if the file is no DICOM. Runs in a worker thread. */
export async function describe(path: string): Promise<DicomDescription | null> {
  return (await loadDicom()).describe(path);
}

function unknownFormat(bytes: Uint8Array): never {
  const first = Buffer.from(bytes.subarray(0, 4)).toString('hex');
  throw new Error(`neither JPEG, PNG nor DICOM (begins with ${first})`);
}
