import { expect, test } from 'vitest';
import { covered, occlusion } from '../src/model/occlusion.ts';

/** A model whose only number is a weighted sum of pixels. */
const linear = (weights: readonly number[]) => async (images: readonly Float32Array[]) =>
  images.map((image) => ({ sum: Float32Array.of(weights.reduce((sum, w, i) => sum + w * image[i]!, 0)) }));

test('of a linear model the map is the weight times what was covered', async () => {
  const [height, width] = [4, 6];
  const pixels = Float32Array.from({ length: height * width }, (_, i) => (i % 5) - 1);
  const weights = Array.from({ length: height * width }, (_, i) => (i % 7) / 3);
  const mean = pixels.reduce((a, b) => a + b) / pixels.length;
  const progress: number[] = [];
  const { cells, drop } = await occlusion(pixels, [height, width, 1], linear(weights), {
    cells: 3,
    onProgress: (done) => progress.push(done),
  });
  expect(cells).toEqual([3, 3]);
  expect(progress.at(-1)).toBe(1);
  for (let row = 0; row < 3; row++) {
    for (let column = 0; column < 3; column++) {
      let wanted = 0;
      const rows = [
        Math.floor((row * height) / 3),
        Math.max(Math.floor(((row + 1) * height) / 3), Math.floor((row * height) / 3) + 1),
      ];
      for (let y = rows[0]!; y < rows[1]!; y++)
        for (let x = 2 * column; x < 2 * column + 2; x++)
          wanted += weights[y * width + x]! * (pixels[y * width + x]! - mean);
      expect(drop.sum![row * 3 + column]).toBeCloseTo(wanted, 5);
    }
  }
});

test('every voxel of a volume is covered once, in all channels, and no other', () => {
  const shape = [3, 4, 5, 2];
  const cells = [2, 2, 3];
  const pixels = new Float32Array(3 * 4 * 5 * 2).fill(1);
  const times = new Float32Array(pixels.length);
  for (let cell = 0; cell < 12; cell++) {
    const image = covered(pixels, shape, cells, cell, 0);
    for (const [i, value] of image.entries()) times[i]! += 1 - value;
  }
  expect([...new Set(times)]).toEqual([1]);
  expect([...new Set(pixels)]).toEqual([1]);
});

test('stops when it is told to', async () => {
  const stop = new AbortController();
  const read = linear([1, 1, 1, 1]);
  const running = occlusion(Float32Array.of(1, 2, 3, 4), [2, 2, 1], read, {
    signal: stop.signal,
    cells: 2,
    onProgress: () => stop.abort(),
  });
  await expect(running).resolves.toBeDefined();
  await expect(
    occlusion(Float32Array.of(1, 2, 3, 4), [2, 2, 1], read, { signal: stop.signal }),
  ).rejects.toThrow();
});
