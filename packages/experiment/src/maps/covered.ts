import type { ImageStore } from '@mimmx/data';

/** Cells of a map along each side, and the side of what is covered as a share of the image's. */
export const CELLS = 8;
const WINDOW = 1 / 5;

/** Height, width and number of values behind each pixel of one image; of a volume, its slices are taken together. */
export function planeOf(shape: readonly number[]): {
  depth: number;
  height: number;
  width: number;
  channels: number;
} {
  const [depth, height, width, channels] = shape.length === 4 ? shape : [1, ...shape];
  return { depth: depth!, height: height!, width: width!, channels: channels! };
}

/** First pixel and the one after the last that are covered along a side of so many, around the middle of a cell. */
export function spanOf(cell: number, side: number): [from: number, to: number] {
  const middle = ((cell + 0.5) * side) / CELLS;
  const half = Math.max(0.5, (WINDOW * side) / 2);
  return [Math.max(0, Math.round(middle - half)), Math.min(side, Math.max(1, Math.round(middle + half)))];
}

/** The image with a square covered by one value for each channel, through all slices of a volume. */
export function cover(
  image: Float32Array,
  shape: readonly number[],
  [row, column]: readonly [number, number],
  fill: Float32Array,
): Float32Array {
  const { depth, height, width, channels } = planeOf(shape);
  const [top, bottom] = spanOf(row, height);
  const [left, right] = spanOf(column, width);
  const covered = image.slice();
  for (let z = 0; z < depth; z++)
    for (let y = top; y < bottom; y++)
      for (let x = left; x < right; x++) covered.set(fill, ((z * height + y) * width + x) * channels);
  return covered;
}

/** Mean of each channel over images that lie end to end. */
export function meanOf(pixels: Float32Array, channels: number): Float32Array {
  const sums = new Float64Array(channels);
  for (let i = 0; i < pixels.length; i++) sums[i % channels]! += pixels[i]!;
  return Float32Array.from(sums, (sum) => (sum * channels) / pixels.length);
}

/** For each image: itself, then itself covered at every cell, row by row. Made when they are read. */
export function coveredStore(pixels: Float32Array, shape: readonly number[]): ImageStore {
  const size = shape.reduce((a, b) => a * b, 1);
  const fill = meanOf(pixels, planeOf(shape).channels);
  const each = CELLS * CELLS + 1;
  return {
    shape,
    size,
    read: async (_, indices) => {
      const into = new Float32Array(indices.length * size);
      indices.forEach((sample, at) => {
        const image = pixels.subarray(
          Math.floor(sample / each) * size,
          (Math.floor(sample / each) + 1) * size,
        );
        const cell = (sample % each) - 1;
        const shown = cell < 0 ? image : cover(image, shape, [Math.floor(cell / CELLS), cell % CELLS], fill);
        into.set(shown, at * size);
      });
      return { pixels: into, samples: Int32Array.from(indices) };
    },
  };
}
