import type { Affine } from '../nifti/affine.ts';

/**
 * A 3-D image. Voxel (i, j, k) is `data[i + nx · (j + ny · k)]`: x runs fastest, as in NIfTI files. After reorientation
 * to RAS, x runs to the right, y to the front and z upwards, so the same memory is a row-major
 * [depth, height, width] array.
 */
export interface Volume {
  readonly data: Float32Array;
  /** Voxels along x, y and z. */
  readonly shape: readonly [number, number, number];
  readonly affine: Affine;
}
