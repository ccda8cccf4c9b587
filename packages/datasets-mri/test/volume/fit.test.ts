import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apply, identity } from '../../src/nifti/affine.ts';
import { cropOrPad, resize } from '../../src/volume/fit.ts';
import { resampleAlongAxes } from '../../src/volume/resample.ts';
import { slicePlane, sliceShape } from '../../src/volume/slice.ts';
import type { Volume } from '../../src/volume/volume.ts';

type Shape = [number, number, number];
const numbered = (shape: Shape): Volume => ({
  data: Float32Array.from({ length: shape[0] * shape[1] * shape[2] }, (_, i) => i + 1),
  shape,
  affine: identity,
});
const at = ({ data, shape }: Volume, [i, j, k]: Shape) => data[i + shape[0] * (j + shape[1] * k)];
const sizes = fc.tuple(
  fc.integer({ min: 1, max: 6 }),
  fc.integer({ min: 1, max: 6 }),
  fc.integer({ min: 1, max: 6 }),
);

test('cropOrPad keeps every voxel at its place in the world, and fills the rest', () => {
  fc.assert(
    fc.property(sizes, sizes, (from, to) => {
      const volume = numbered(from);
      const fitted = cropOrPad(volume, to, -7);
      expect(fitted.shape).toEqual(to);
      for (let k = 0; k < to[2]; k++)
        for (let j = 0; j < to[1]; j++)
          for (let i = 0; i < to[0]; i++) {
            const world = apply(fitted.affine, i, j, k) as Shape;
            const inside = world.every((v, axis) => v >= 0 && v < from[axis]!);
            expect(at(fitted, [i, j, k])).toBe(inside ? at(volume, world) : -7);
          }
    }),
  );
});

test('padding and cutting back restores the image', () => {
  fc.assert(
    fc.property(sizes, sizes, (from, more) => {
      const volume = numbered(from);
      const larger = from.map((length, axis) => length + more[axis]!) as Shape;
      const back = cropOrPad(cropOrPad(volume, larger, 0), from, 0);
      expect(back.data).toEqual(volume.data);
      expect(back.affine).toEqual(volume.affine);
    }),
  );
});

test('resize is exact on a linear ramp away from the border, and keeps places', () => {
  const ramp = numbered([8, 8, 8]);
  ramp.data.forEach((_, i) => {
    ramp.data[i] = (i % 8) + 10 * (Math.floor(i / 8) % 8) + 100 * Math.floor(i / 64);
  });
  const fitted = resize(ramp, [5, 11, 3]);
  for (let k = 0; k < 3; k++)
    for (let j = 1; j < 10; j++)
      for (let i = 0; i < 5; i++) {
        const [x, y, z] = apply(fitted.affine, i, j, k);
        expect(at(fitted, [i, j, k])).toBeCloseTo(x + 10 * y + 100 * z, 3);
      }
});

test('resize by whole factors averages neighbours', () => {
  const line: Volume = { data: Float32Array.of(0, 2, 10, 20), shape: [4, 1, 1], affine: identity };
  expect([...resize(line, [2, 1, 1]).data]).toEqual([1, 15]);
});

test('resampleAlongAxes leaves axes without a spacing alone', () => {
  const volume = { ...numbered([3, 2, 2]), affine: [2, 0, 0, 5, 0, 2, 0, 6, 0, 0, 2, 7, 0, 0, 0, 1] };
  const finer = resampleAlongAxes(volume, [1, null, null]);
  expect(finer.shape).toEqual([5, 2, 2]);
  expect([...finer.data.subarray(0, 5)]).toEqual([1, 1.5, 2, 2.5, 3]);
  expect(finer.affine).toEqual([1, 0, 0, 5, 0, 2, 0, 6, 0, 0, 2, 7, 0, 0, 0, 1]);
});

test('slices show anterior or superior in the first row and right in the last column', () => {
  const volume = numbered([3, 4, 5]);
  for (const [axis, place] of [
    ['axial', (row: number, column: number): Shape => [column, 3 - row, 2]],
    ['coronal', (row: number, column: number): Shape => [column, 2, 4 - row]],
    ['sagittal', (row: number, column: number): Shape => [2, column, 4 - row]],
  ] as const) {
    const [height, width] = sliceShape(volume.shape, axis);
    const plane = slicePlane(volume.data, volume.shape, axis, 2);
    expect(plane.length).toBe(height * width);
    for (let row = 0; row < height; row++)
      for (let column = 0; column < width; column++)
        expect(plane[row * width + column]).toBe(at(volume, place(row, column)));
  }
});
