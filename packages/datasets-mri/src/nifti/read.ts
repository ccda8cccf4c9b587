import { type FileHandle, open } from 'node:fs/promises';
import type { Volume } from '../volume/volume.ts';
import { NiftiError } from './error.ts';
import { gunzipBounded, gunzipStart, isGzip } from './gzip.ts';
import { HEADER_BYTES, type NiftiHeader, parseHeader } from './header.ts';
import { countNonFinite, scaledVoxels } from './voxels.ts';

export interface ReadOptions {
  /** Which 3-D volume of a file of four or more dimensions; must be given for such files. */
  readonly frame?: number;
  /** Most megabytes (10⁶ bytes) that the decompressed file may have. */
  readonly maxMegabytes?: number;
  /** What to do with NaN and infinite voxels: refuse the file, or read them as 0. */
  readonly nonFinite?: 'refuse' | 'zero';
}

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
  const limit = (options.maxMegabytes ?? 2048) * 1e6;
  const file = await openFile(path);
  let voxels: Uint8Array;
  let header: NiftiHeader;
  try {
    const { bytes, gzipped, size } = await start(file);
    header = parseHeader(bytes);
    const extent = extentOf(header, options.frame, limit);
    if (gzipped) {
      const compressed = await readAt(file, 0, size);
      const all = gunzipBounded(compressed, extent.total);
      voxels = all.subarray(extent.from, extent.to);
    } else voxels = await readAt(file, extent.from, Math.max(0, Math.min(extent.to, size) - extent.from));
    if (voxels.length < extent.to - extent.from)
      throw new NiftiError(
        'E_NIFTI_TRUNCATED',
        `The file ends ${extent.to - extent.from - voxels.length} bytes before its last voxel. Copy the file again.`,
      );
  } finally {
    await file.close();
  }
  const data = scaledVoxels(voxels, header);
  const strange = countNonFinite(data);
  if (strange > 0) {
    if (options.nonFinite !== 'zero')
      throw new NiftiError(
        'E_NIFTI_VALUES',
        `${strange} of ${data.length} voxels are NaN or infinite. Read them as 0 with nonFinite: "zero", or repair the file.`,
      );
    for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) data[i] = 0;
  }
  const [nx, ny, nz] = header.shape as [number, number, number];
  return { data, shape: [nx, ny, nz], affine: header.affine };
}

/** Bytes of the wanted frame, after the bounds on what the header may promise have been checked. */
function extentOf({ shape, datatype, offset }: NiftiHeader, frame: number | undefined, limit: number) {
  const [nx, ny, nz, ...rest] = shape as [number, number, number, ...number[]];
  const frames = rest.reduce((a, b) => a * b, 1);
  const bytes = nx * ny * nz * datatype.bytes;
  const total = offset + bytes * frames;
  if (!(total <= limit))
    throw new NiftiError(
      'E_NIFTI_SIZE',
      `The header promises ${shape.join(' × ')} ${datatype.name} voxels, ${total} bytes. If that is right, raise maxMegabytes.`,
    );
  if (frames > 1 && frame === undefined)
    throw new NiftiError('E_NIFTI_FRAME', `The file has ${frames} volumes. Choose one with frame: 0.`);
  const chosen = frame ?? 0;
  if (!(Number.isInteger(chosen) && chosen >= 0 && chosen < frames))
    throw new NiftiError(
      'E_NIFTI_FRAME',
      `The file has ${frames} volumes; frame ${chosen} is not one of 0 to ${frames - 1}.`,
    );
  return { from: offset + chosen * bytes, to: offset + (chosen + 1) * bytes, total };
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
