import type { Volume } from '../volume/volume.ts';
import { NiftiError } from './error.ts';
import type { NiftiHeader } from './header.ts';
import { countNonFinite, scaledVoxels } from './voxels.ts';

export interface ReadOptions {
  /** Which 3-D volume of a file of four or more dimensions; must be given for such files. */
  readonly frame?: number;
  /** Most megabytes (10⁶ bytes) that the decompressed file may have. */
  readonly maxMegabytes?: number;
  /** What to do with NaN and infinite voxels: refuse the file, or read them as 0. */
  readonly nonFinite?: 'refuse' | 'zero';
}

/** Bytes of a file that one frame of it takes. */
export interface Extent {
  readonly from: number;
  readonly to: number;
  /** Length of the whole (decompressed) file. */
  readonly total: number;
}

/** Bytes of the wanted frame, after the bounds on what the header may promise have been checked. */
export function extentOf(
  { shape, datatype, offset }: NiftiHeader,
  { frame, maxMegabytes = 2048 }: ReadOptions,
): Extent {
  const limit = maxMegabytes * 1e6;
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

/**
 * The volume of a frame's bytes.
 *
 * @param voxels from the first byte of the frame; overwritten if their byte order is not the machine's
 * @throws E_NIFTI_TRUNCATED, E_NIFTI_VALUES
 */
export function volumeOf(
  voxels: Uint8Array,
  header: NiftiHeader,
  { from, to }: Extent,
  options: ReadOptions,
): Volume {
  if (voxels.length < to - from)
    throw new NiftiError(
      'E_NIFTI_TRUNCATED',
      `The file ends ${to - from - voxels.length} bytes before its last voxel. Copy the file again.`,
    );
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
