import type { Decode } from '@mimmx/data/files';
import { readNifti } from '../nifti/read.ts';
import { type Preparation, prepare } from '../volume/prepare.ts';

/**
 * Reads and prepares one NIfTI file in a worker thread: a volume, or its chosen slices as the items of the file.
 * Imports no value of `@mimmx/core`, which would load the tensor engine in every thread.
 */
export const decode: Decode<Preparation> = async (path, preparation) =>
  prepare(await readNifti(path, preparation.read), preparation);
