import type { Decoded, Reserve } from '@mimmx/data/files';
import { decodeRadiograph, type RadiographTools } from './decode-radiograph.ts';
import type { DicomDescription } from './dicom/describe.ts';
import { loadDicom } from './dicom/load.ts';
import type { DecodeOptions } from './options.ts';
import { decodeRaster, resizeGrey } from './raster.ts';
import { readWhole } from './read-whole.ts';

const tools: RadiographTools = {
  raster: decodeRaster,
  resize: resizeGrey,
  dicom: async (...given) => (await loadDicom()).decodeDicom(...given),
};

/** Decodes one radiograph to [height, width, 1]. Runs in a worker thread. */
export async function decode(path: string, options: DecodeOptions, reserve?: Reserve): Promise<Decoded> {
  return decodeRadiograph(readWhole(path), options, tools, reserve);
}

/** What the header of one DICOM file says; null if the file is no DICOM. Runs in a worker thread. */
export async function describe(path: string): Promise<DicomDescription | null> {
  return (await loadDicom()).describe(path);
}
