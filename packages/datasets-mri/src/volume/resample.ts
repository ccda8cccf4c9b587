import { type Affine, apply, invert, multiply, spacingOf } from '../nifti/affine.ts';
import { NiftiError } from '../nifti/error.ts';
import { interpolateSeparable, tapsAlong } from './taps.ts';
import type { Volume } from './volume.ts';

type Triple = readonly [number, number, number];

/** A grid of voxels in the world. */
export interface Grid {
  readonly shape: readonly [number, number, number];
  readonly affine: Affine;
}

/** Guards against a spacing that would make a volume of billions of voxels. */
const MOST_VOXELS = 2 ** 29;

/**
 * The grid along right, anterior and superior of the given voxel size that holds the whole image; its first voxel
 * lies at the least corner. The same grid as nibabel's `vox2out_vox`.
 *
 * @param spacing voxel size in mm
 * @throws E_SPACING if the grid would have more than 2²⁹ voxels
 */
export function worldGrid({ shape, affine }: Grid, spacing: Triple): Grid {
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) =>
    apply(affine, bits & 1 ? shape[0] - 1 : 0, bits & 2 ? shape[1] - 1 : 0, bits & 4 ? shape[2] - 1 : 0),
  );
  const low = [0, 1, 2].map((axis) => Math.min(...corners.map((corner) => corner[axis]!)));
  const high = [0, 1, 2].map((axis) => Math.max(...corners.map((corner) => corner[axis]!)));
  const size = low.map((value, axis) => Math.ceil((high[axis]! - value) / spacing[axis]!) + 1);
  checkSize(size, spacing);
  return {
    shape: size as [number, number, number],
    affine: [spacing[0], 0, 0, low[0]!, 0, spacing[1], 0, low[1]!, 0, 0, spacing[2], low[2]!, 0, 0, 0, 1],
  };
}

/** Trilinear interpolation on another grid; 0 outside the image. No smoothing before a coarser grid. */
export function resample(volume: Volume, grid: Grid): Volume {
  const { shape, affine } = grid;
  const map = multiply(invert(volume.affine), affine);
  const skew = [1, 2, 4, 6, 8, 9].map((at) => Math.abs(map[at]!));
  const along = [map[0]!, map[5]!, map[10]!].map(Math.abs);
  if (Math.max(...skew) * Math.max(...shape) < 1e-9 * Math.min(...along)) {
    const taps = [0, 1, 2].map((axis) =>
      tapsAlong(volume.shape[axis]!, shape[axis]!, map[axis * 4 + 3]!, map[axis * 5]!, 'outside'),
    );
    return { data: interpolateSeparable(volume, taps as never), shape, affine };
  }
  return { data: interpolateOblique(volume, shape, map), shape, affine };
}

/**
 * Another voxel size along the image's own axes, the first voxel staying where it is; an axis whose spacing is null
 * is left as it is. Used for slices, whose plane must not change.
 */
export function resampleAlongAxes(volume: Volume, spacing: readonly (number | null)[]): Volume {
  const { shape, affine } = axesGrid(volume, spacing);
  const stored = spacingOf(volume.affine);
  const taps = [0, 1, 2].map((axis) =>
    tapsAlong(
      volume.shape[axis]!,
      shape[axis]!,
      0,
      (spacing[axis] ?? stored[axis]!) / stored[axis]!,
      'outside',
    ),
  );
  return { data: interpolateSeparable(volume, taps as never), shape, affine };
}

/** The grid of {@link resampleAlongAxes}. */
export function axesGrid({ shape, affine }: Grid, spacing: readonly (number | null)[]): Grid {
  const stored = spacingOf(affine);
  const size = shape.map((length, axis) => {
    const wanted = spacing[axis];
    return wanted == null ? length : Math.ceil(((length - 1) * stored[axis]!) / wanted - 1e-6) + 1;
  });
  checkSize(size, spacing);
  const scaled = affine.map((value, at) => {
    const axis = at % 4;
    return axis === 3 || at > 11 ? value : (value * (spacing[axis] ?? stored[axis]!)) / stored[axis]!;
  });
  return { shape: size as [number, number, number], affine: scaled };
}

function checkSize(size: readonly number[], spacing: readonly (number | null)[]): void {
  if (size.reduce((a, b) => a * b, 1) <= MOST_VOXELS) return;
  throw new NiftiError(
    'E_SPACING',
    `A spacing of ${spacing.join(' × ')} mm makes ${size.join(' × ')} voxels. Choose a coarser one.`,
  );
}

function interpolateOblique(volume: Volume, shape: Triple, map: Affine): Float32Array {
  const { data } = volume;
  const [nx, ny, nz] = volume.shape;
  const result = new Float32Array(shape[0] * shape[1] * shape[2]);
  const [upX, upY, upZ] = [nx > 1 ? 1 : 0, ny > 1 ? nx : 0, nz > 1 ? nx * ny : 0];
  const slack = 1e-6;
  let out = 0;
  for (let z = 0; z < shape[2]; z++) {
    for (let y = 0; y < shape[1]; y++) {
      const [startX, startY, startZ] = apply(map, 0, y, z);
      for (let x = 0; x < shape[0]; x++, out++) {
        const i = startX + map[0]! * x;
        const j = startY + map[4]! * x;
        const k = startZ + map[8]! * x;
        if (
          !(i >= -slack && i <= nx - 1 + slack && j >= -slack && j <= ny - 1 + slack) ||
          !(k >= -slack && k <= nz - 1 + slack)
        )
          continue;
        const ci = Math.min(Math.max(i, 0), nx - 1);
        const cj = Math.min(Math.max(j, 0), ny - 1);
        const ck = Math.min(Math.max(k, 0), nz - 1);
        const li = Math.min(Math.floor(ci), Math.max(nx - 2, 0));
        const lj = Math.min(Math.floor(cj), Math.max(ny - 2, 0));
        const lk = Math.min(Math.floor(ck), Math.max(nz - 2, 0));
        const at = li + nx * (lj + ny * lk);
        const wi = ci - li;
        const wj = cj - lj;
        const wk = ck - lk;
        const low =
          (data[at]! * (1 - wi) + data[at + upX]! * wi) * (1 - wj) +
          (data[at + upY]! * (1 - wi) + data[at + upX + upY]! * wi) * wj;
        const high =
          (data[at + upZ]! * (1 - wi) + data[at + upX + upZ]! * wi) * (1 - wj) +
          (data[at + upY + upZ]! * (1 - wi) + data[at + upX + upY + upZ]! * wi) * wj;
        result[out] = low * (1 - wk) + high * wk;
      }
    }
  }
  return result;
}
