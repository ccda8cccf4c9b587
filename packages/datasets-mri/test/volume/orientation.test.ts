import { describe, expect, test } from 'vitest';
import { apply, invert, multiply } from '../../src/nifti/affine.ts';
import { readNifti } from '../../src/nifti/index.ts';
import { axisCodes, toRas } from '../../src/volume/orientation.ts';
import { resample, worldGrid } from '../../src/volume/resample.ts';
import { cases, floats, written } from '../fixtures/cases.ts';

const farthest = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  expect(a.length).toBe(b.length);
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]! - b[i]!));
  return most;
};

describe('toRas is as_closest_canonical of nibabel', () => {
  test.each(cases.oriented)('$name ($codes)', async (file) => {
    const volume = await readNifti(written(file));
    expect(axisCodes(volume.affine)).toBe(file.codes);
    const ras = toRas(volume);
    expect(ras.shape).toEqual(file.rasShape);
    expect(ras.data).toEqual(floats(file.ras));
    expect(farthest(ras.affine, file.rasAffine)).toBeLessThan(1e-4);
  });
});

describe('resample on worldGrid is resample_to_output of nibabel and scipy', () => {
  test.each(cases.oriented)('$name ($codes)', async (file) => {
    // From the image as stored and from its reordered voxels: the world is the same.
    const stored = await readNifti(written(file));
    for (const volume of [stored, toRas(stored)]) {
      const grid = worldGrid(volume, file.spacing);
      expect(grid.shape).toEqual(file.resampledShape);
      expect(farthest(grid.affine, file.resampledAffine)).toBeLessThan(1e-4);
      const ours = resample(volume, grid).data;
      const theirs = floats(file.resampled);
      const place = multiply(invert(volume.affine), grid.affine);
      let compared = 0;
      ours.forEach((value, at) => {
        const [nx, ny] = grid.shape;
        const voxel = apply(place, at % nx, Math.floor(at / nx) % ny, Math.floor(at / (nx * ny)));
        // On a face of the image scipy's rounding decides between the voxel and 0; ours is always the voxel.
        const onFace = voxel.some(
          (v, axis) => Math.min(Math.abs(v), Math.abs(v - volume.shape[axis]! + 1)) < 1e-5,
        );
        if (onFace && theirs[at] === 0) return;
        compared++;
        expect(Math.abs(value - theirs[at]!)).toBeLessThan(1e-5);
      });
      expect(compared).toBeGreaterThan(ours.length / 3);
    }
  });
});
