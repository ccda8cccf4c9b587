import {
  type ImageOptions,
  type Preparation,
  preparationOf,
  prepare,
  readNiftiBytes,
} from '@mimmx/datasets-mri/decode';
import { gunzip, gunzipHead } from './gunzip.ts';
import type { Prepare } from './prepared.ts';

/**
 * Prepares volumes, or the chosen slices of them, as the data sets of `@mimmx/datasets-mri` do.
 *
 * @param given options of the data set, completed
 */
export async function volumes(given: Readonly<Record<string, unknown>>): Promise<Prepare> {
  const wanted = preparationOf(given as unknown as { image: ImageOptions; slices?: Preparation['slices'] });
  return async (bytes) => {
    const volume = await readNiftiBytes(bytes, wanted.read, { head: gunzipHead, whole: gunzip });
    const { pixels, shape, items } = prepare(volume, wanted);
    const size = pixels.length / items;
    return Array.from({ length: items }, (_, i) => ({
      pixels: pixels.slice(i * size, (i + 1) * size),
      shape,
    }));
  };
}
