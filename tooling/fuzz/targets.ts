import { writeFileSync } from 'node:fs';
import { dicom, raster } from './readers/images.ts';
import { table } from './readers/tables.ts';
import type { Target } from './readers/target.ts';
import { nifti } from './readers/volumes.ts';

export { LARGE_EVERY, type Target, Wrong } from './readers/target.ts';

export const targets: readonly Target[] = [dicom, raster, nifti, table];

/** Writes a file and reads it. @returns null if it was read, else why not */
export async function attempt(target: Target, path: string, bytes: Uint8Array): Promise<unknown> {
  writeFileSync(path, bytes);
  try {
    await target.read(path);
    return null;
  } catch (error) {
    return error ?? new Error('nothing');
  }
}
