import { MimmxError } from '@mimmx/core/errors';
import { toFloat32 } from '@mimmx/data/pixels';
import {
  createNormaliser,
  type DicomTools,
  decodeOptions,
  decodeRadiograph,
  greyDicom,
  type RadiographTools,
} from '@mimmx/datasets-cxr/decode';
import Vips from 'wasm-vips';
import { requireThreads } from '../support.ts';
import { inflate } from './inflate.ts';
import { openJpegFrom } from './open-jpeg.ts';
import type { Assets, Prepare } from './prepared.ts';
import { vipsJpeg8, vipsRaster } from './vips-raster.ts';

/** The image library and the codecs of this page. */
async function tools({ vips: folder, openjpeg }: Assets): Promise<RadiographTools> {
  requireThreads();
  const vips = await Vips({
    // Formats of their own files, which no radiograph has.
    dynamicLibraries: [],
    ...(folder === undefined ? {} : { locateFile: (name: string) => folder + name }),
    print: () => {},
    printErr: () => {},
  });
  // As in training: an image is too small for several threads to be worth their waiting.
  vips.concurrency(1);
  const dicom: DicomTools = { inflate, jpeg8: vipsJpeg8(vips), openJpeg: openJpegFrom(openjpeg) };
  return {
    ...vipsRaster(vips),
    dicom: (bytes, window, reserve) => greyDicom(bytes, window, dicom, reserve),
  };
}

type Options = Parameters<typeof decodeOptions>[0] & {
  readonly normalise: Parameters<typeof createNormaliser>[0];
};

/**
 * Prepares radiographs as the data sets of `@mimmx/datasets-cxr` do.
 *
 * @param given options of the data set, completed
 * @throws E_PREDICT if an image cannot be prepared alone; E_BROWSER
 */
export async function radiographs(
  given: Readonly<Record<string, unknown>>,
  assets: Assets,
): Promise<Prepare> {
  const options = given as unknown as Options;
  if (options.normalise === 'data-set') {
    throw new MimmxError(
      'E_PREDICT',
      'The model was trained with normalise "data-set", by the mean and sd of all its images, which one file does not have. Train with numbers, or give pixels to predict().',
    );
  }
  const decoding = decodeOptions(options);
  const normalise = await createNormaliser(options.normalise, 0, () =>
    Promise.reject(new Error('no data set')),
  );
  const library = await tools(assets);
  return async (bytes) => {
    const { pixels: decoded, shape } = await decodeRadiograph(bytes, decoding, library);
    const pixels = toFloat32(decoded);
    normalise(pixels);
    return [{ pixels, shape }];
  };
}
