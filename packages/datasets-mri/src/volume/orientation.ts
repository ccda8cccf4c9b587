import { type Affine, invert3, linearPart, multiply } from '../nifti/affine.ts';
import { NiftiError } from '../nifti/error.ts';
import type { Volume } from './volume.ts';

/** For each voxel axis: the world axis (0 right, 1 anterior, 2 superior) it runs along, and whether backwards. */
export type Orientation = readonly [AxisDirection, AxisDirection, AxisDirection];
export interface AxisDirection {
  readonly world: number;
  readonly reversed: boolean;
}

/**
 * Which way the voxel axes run. The zooms are taken out, the closest rotation is found (polar decomposition), and each
 * voxel axis takes the world axis it is closest to among those still free, in order; the rule of nibabel's
 * `io_orientation`.
 *
 * @throws E_NIFTI_AFFINE if the affine is singular or not finite
 */
export function orientationOf(affine: Affine): Orientation {
  const rotation = closestRotation(affine);
  const taken = [false, false, false];
  const directions = [0, 1, 2].map((axis) => {
    let world = -1;
    for (let row = 0; row < 3; row++) {
      if (taken[row]) continue;
      if (world < 0 || Math.abs(rotation[row * 3 + axis]!) > Math.abs(rotation[world * 3 + axis]!))
        world = row;
    }
    taken[world] = true;
    return { world, reversed: rotation[world * 3 + axis]! < 0 };
  });
  return directions as unknown as Orientation;
}

/** Orientation as three letters, e.g. `LAS`: the directions in which i, j and k grow. */
export const axisCodes = (affine: Affine): string =>
  orientationOf(affine)
    .map(({ world, reversed }) => (reversed ? 'LPI' : 'RAS')[world])
    .join('');

/** The same voxels with axes permuted and reversed so that they run right, anterior, superior. No interpolation. */
export function toRas(volume: Volume): Volume {
  const orientation = orientationOf(volume.affine);
  if (orientation.every(({ world, reversed }, axis) => world === axis && !reversed)) return volume;

  const { data, shape } = volume;
  const stored = [1, shape[0], shape[0] * shape[1]];
  const target = [0, 0, 0] as [number, number, number];
  const stride = [0, 0, 0];
  let first = 0;
  const back = new Array<number>(16).fill(0);
  back[15] = 1;
  orientation.forEach(({ world, reversed }, axis) => {
    target[world] = shape[axis]!;
    stride[world] = reversed ? -stored[axis]! : stored[axis]!;
    back[axis * 4 + world] = reversed ? -1 : 1;
    if (reversed) {
      first += (shape[axis]! - 1) * stored[axis]!;
      back[axis * 4 + 3] = shape[axis]! - 1;
    }
  });

  const turned = new Float32Array(data.length);
  let at = 0;
  for (let z = 0; z < target[2]; z++) {
    for (let y = 0; y < target[1]; y++) {
      const from = first + z * stride[2]! + y * stride[1]!;
      copyRow(data, from, stride[0]!, turned.subarray(at, at + target[0]));
      at += target[0];
    }
  }
  return { data: turned, shape: target, affine: multiply(volume.affine, back) };
}

/** Rows that stay rows are copied, and reversed, as a whole. */
function copyRow(data: Float32Array, from: number, stride: number, row: Float32Array): void {
  if (stride === 1) row.set(data.subarray(from, from + row.length));
  else if (stride === -1) {
    row.set(data.subarray(from - row.length + 1, from + 1));
    row.reverse();
  } else for (let x = 0; x < row.length; x++) row[x] = data[from + x * stride]!;
}

/** Newton's iteration R ← (R + R⁻ᵀ) / 2, which converges to the orthogonal polar factor (Higham, 1986). */
function closestRotation(affine: Affine): number[] {
  let r = linearPart(affine);
  const zooms = [0, 1, 2].map((column) => Math.hypot(r[column]!, r[3 + column]!, r[6 + column]!));
  r = r.map((value, index) => value / zooms[index % 3]!);
  for (let step = 0; step < 100; step++) {
    const inverse = invert3(r);
    if (!inverse) {
      throw new NiftiError(
        'E_NIFTI_AFFINE',
        `The affine [${affine.slice(0, 12).join(', ')}] tells no orientation. Repair the header's qform or sform, or read with orientation: "native".`,
      );
    }
    const next = r.map((value, at) => (value + inverse[(at % 3) * 3 + Math.floor(at / 3)]!) / 2);
    const change = Math.max(...next.map((value, at) => Math.abs(value - r[at]!)));
    r = next;
    if (change < 1e-14) break;
  }
  return r;
}
