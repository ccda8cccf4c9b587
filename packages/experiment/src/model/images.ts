import { MimmxError } from '@mimmx/core';
import type { ImageStore } from '@mimmx/data';

/** Pixel values row-major: all images end to end, or one array for each. */
export type Images = Float32Array | readonly ArrayLike<number>[];

const isWhole = (images: Images): images is Float32Array => images instanceof Float32Array;

const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/**
 * Counts images and checks every pixel.
 *
 * @param shape of one image
 * @throws E_ARRAYS if their length does not fit the shape, if there is none, or if a pixel is not a finite number
 */
export function countImages(images: Images, shape: readonly number[]): number {
  const size = sizeOf(shape);
  if (!(shape.length === 3 || shape.length === 4) || !shape.every((n) => Number.isInteger(n) && n > 0)) {
    throw new MimmxError(
      'E_ARRAYS',
      `shape is [${shape}]. Give that of one image: [height, width, channels], or [depth, height, width, channels].`,
    );
  }
  if (!isWhole(images) && !Array.isArray(images)) {
    throw new MimmxError(
      'E_ARRAYS',
      'images is neither a Float32Array with all images end to end nor a list of arrays. Use Float32Array.from(pixels).',
    );
  }
  const count = isWhole(images) ? images.length / size : images.length;
  if (!Number.isInteger(count)) {
    throw new MimmxError(
      'E_ARRAYS',
      `images has ${images.length} values, which is not a multiple of the ${size} of one image of shape [${shape}]. Correct the shape.`,
    );
  }
  if (count === 0) throw new MimmxError('E_ARRAYS', 'images is empty. Give at least one image.');
  for (let i = 0; i < count; i++) {
    const one = imageAt(images, i, size);
    if (one.length !== size) {
      throw new MimmxError(
        'E_ARRAYS',
        `Image ${i} has ${one.length} values, and shape [${shape}] has ${size}. Give all images one shape.`,
      );
    }
    const bad = one.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) {
      throw new MimmxError(
        'E_ARRAYS',
        `Image ${i} has the value ${one[bad]} at place ${bad}. Leave it out or mend it.`,
      );
    }
  }
  return count;
}

/** One image as the engine takes it. */
export function imageAt(images: Images, i: number, size: number): Float32Array {
  if (isWhole(images)) return images.subarray(i * size, (i + 1) * size);
  const one = images[i]!;
  return one instanceof Float32Array ? one : Float32Array.from(one);
}

/** Images in memory as sets read them: the rows of a set are places among them. */
export function arrayStore(images: Images, shape: readonly number[]): ImageStore {
  const size = sizeOf(shape);
  return {
    shape,
    size,
    read: async (set, indices) => {
      const into = new Float32Array(indices.length * size);
      indices.forEach((sample, at) => {
        into.set(imageAt(images, set.rows[sample]!, size), at * size);
      });
      return { pixels: into, samples: Int32Array.from(indices) };
    },
  };
}
