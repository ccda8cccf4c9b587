import { type FileHandle, open } from 'node:fs/promises';
import type { Volume } from '../volume/volume.ts';
import { NiftiError } from './error.ts';
import { extentOf, type ReadOptions, volumeOf } from './frame.ts';
import { gunzipBounded, gunzipStart } from './gzip.ts';
import { HEADER_BYTES, type NiftiHeader, parseHeader } from './header.ts';
import { isGzip } from './magic.ts';

export type { ReadOptions };

/** Enough compressed bytes for a header with room for the gzip file name. */
const START_BYTES = 4096;

/** The header of a .nii or .nii.gz file, reading no more than its first bytes. @throws E_FILE, E_NIFTI_… */
export async function readNiftiHeader(path: string): Promise<NiftiHeader> {
  const file = await openFile(path);
  try {
    return parseHeader((await start(file)).bytes);
  } finally {
    await file.close();
  }
}

/**
 * One 3-D volume of a NIfTI-1 or NIfTI-2 file, plain or gzipped: any integer or real type, either byte order, scaled.
 *
 * @throws E_FILE, E_NIFTI_MAGIC, E_NIFTI_HEADER, E_NIFTI_DATATYPE, E_NIFTI_TRUNCATED, E_NIFTI_GZIP,
 * E_NIFTI_SIZE, E_NIFTI_FRAME, E_NIFTI_VALUES
 *
 * @example
 * const { data, shape, affine } = await readNifti('sub-01_T1w.nii.gz');
 */
export async function readNifti(path: string, options: ReadOptions = {}): Promise<Volume> {
  const file = await openFile(path);
  try {
    const { bytes, gzipped, size } = await start(file);
    const header = parseHeader(bytes);
    const extent = extentOf(header, options);
    const { from, to, total } = extent;
    const voxels = gzipped
      ? gunzipBounded(await readAt(file, 0, size), total).subarray(from, to)
      : await readAt(file, from, Math.max(0, Math.min(to, size) - from));
    return volumeOf(voxels, header, extent, options);
  } finally {
    await file.close();
  }
}

async function start(file: FileHandle) {
  const { size } = await file.stat();
  const first = await readAt(file, 0, Math.min(size, START_BYTES));
  const gzipped = isGzip(first);
  return { size, gzipped, bytes: gzipped ? gunzipStart(first) : first.subarray(0, HEADER_BYTES) };
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    const file = await open(path, 'r');
    if ((await file.stat()).isFile()) return file;
    await file.close();
    throw new NiftiError('E_FILE', 'The path leads to something that is not a file.');
  } catch (cause) {
    if (cause instanceof NiftiError) throw cause;
    throw new NiftiError('E_FILE', `The file cannot be opened (${(cause as NodeJS.ErrnoException).code}).`, {
      cause,
    });
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafeSlow(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(bytes, done, length - done, position + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return bytes.subarray(0, done);
}
