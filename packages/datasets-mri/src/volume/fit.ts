import { interpolateSeparable, tapsAlong } from './taps.ts';
import type { Volume } from './volume.ts';

type Shape = readonly [number, number, number];

/**
 * Cuts or pads every axis about its centre to the given length; an odd voxel is cut, or added, at the upper end.
 *
 * @param fill value of voxels that are added
 */
export function cropOrPad(volume: Volume, shape: Shape, fill: number): Volume {
  const start = shape.map((length, axis) => {
    const surplus = volume.shape[axis]! - length;
    // Towards zero, so that cutting after padding restores the image.
    return Math.trunc(surplus / 2);
  }) as [number, number, number];
  if (start.every((value) => value === 0) && shape.every((length, axis) => length === volume.shape[axis]))
    return volume;
  const data = new Float32Array(shape[0] * shape[1] * shape[2]).fill(fill);
  const [nx, ny, nz] = volume.shape;
  const fromX = Math.max(0, start[0]);
  const toX = Math.min(nx, start[0] + shape[0]);
  for (let z = Math.max(0, start[2]); z < Math.min(nz, start[2] + shape[2]); z++) {
    for (let y = Math.max(0, start[1]); y < Math.min(ny, start[1] + shape[1]); y++) {
      const row = nx * (y + ny * z);
      const out = shape[0] * (y - start[1] + shape[1] * (z - start[2]));
      data.set(volume.data.subarray(row + fromX, row + toX), out + fromX - start[0]);
    }
  }
  return { data, shape, affine: shifted(volume.affine, start, [1, 1, 1]) };
}

/**
 * Stretches or shrinks every axis to the given length over the same extent, trilinear: output voxel i looks at
 * (i + ½) · n / m − ½. For volumes that differ in their number of slices.
 */
export function resize(volume: Volume, shape: Shape): Volume {
  if (shape.every((length, axis) => length === volume.shape[axis])) return volume;
  const step = shape.map((length, axis) => volume.shape[axis]! / length) as [number, number, number];
  const start = step.map((value) => value / 2 - 0.5) as [number, number, number];
  const taps = [0, 1, 2].map((axis) =>
    tapsAlong(volume.shape[axis]!, shape[axis]!, start[axis]!, step[axis]!, 'nearest'),
  );
  return {
    data: interpolateSeparable(volume, taps as never),
    shape,
    affine: shifted(volume.affine, start, step),
  };
}

/** The affine of a grid whose voxel (i, j, k) is `start + step · (i, j, k)` of the old one. */
const shifted = (affine: readonly number[], start: Shape, step: Shape): number[] =>
  affine.map((value, at) => {
    const axis = at % 4;
    if (at > 11) return value;
    if (axis < 3) return value * step[axis]!;
    const row = at - 3;
    return value + start[0] * affine[row]! + start[1] * affine[row + 1]! + start[2] * affine[row + 2]!;
  });
