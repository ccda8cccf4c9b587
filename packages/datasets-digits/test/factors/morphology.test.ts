import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dilate, enlarge, erode, reduce } from '../../src/factors/morphology.ts';

const SIDE = 9;
const border = fc.integer({ min: 0, max: SIDE });
/** Ink within a rectangle that may be all of the image, touch its border, or be empty. */
const image = fc
  .tuple(
    fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: SIDE * SIDE, maxLength: SIDE * SIDE }),
    fc.oneof(fc.constant([0, SIDE, 0, SIDE] as const), fc.tuple(border, border, border, border)),
  )
  .map(([values, [top, bottom, left, right]]) =>
    Float32Array.from(values, (value, at) => {
      const [row, column] = [Math.floor(at / SIDE), at % SIDE];
      return row >= top && row < bottom && column >= left && column < right ? value : 0;
    }),
  );
const radius = fc.double({ min: 0, max: 4, noNaN: true });

/** By the definition: every pixel of the disc, with 0 outside the image. */
function bruteForce(pixels: Float32Array, r: number, choose: (a: number, b: number) => number): Float32Array {
  return pixels.map((_, at) => {
    const [row, column] = [Math.floor(at / SIDE), at % SIDE];
    let best: number | undefined;
    for (let y = -4; y <= 4; y++) {
      for (let x = -4; x <= 4; x++) {
        if (x * x + y * y > r * r) continue;
        const inside = row + y >= 0 && row + y < SIDE && column + x >= 0 && column + x < SIDE;
        const value = inside ? (pixels[(row + y) * SIDE + column + x] ?? 0) : 0;
        best = best === undefined ? value : choose(best, value);
      }
    }
    return best ?? 0;
  });
}

test('dilation and erosion agree with their definition', () => {
  fc.assert(
    fc.property(image, radius, (pixels, r) => {
      expect(dilate(pixels, SIDE, r)).toEqual(bruteForce(pixels, r, Math.max));
      const expected = bruteForce(pixels, r, Math.min);
      // Erosion goes through 1 − x, which rounds to float32 twice.
      for (const [i, value] of erode(pixels, SIDE, r).entries()) {
        expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 6);
      }
    }),
    { numRuns: 100 },
  );
});

test('reducing an enlarged image keeps constants, and a block becomes its mean', () => {
  const flat = new Float32Array(16).fill(0.3);
  for (const value of reduce(enlarge(flat, 4, 3), 12, 3)) expect(value).toBeCloseTo(0.3, 6);
  expect(reduce(Float32Array.of(0, 1, 0.5, 0.5), 2, 2)[0]).toBeCloseTo(0.5, 6);
});
