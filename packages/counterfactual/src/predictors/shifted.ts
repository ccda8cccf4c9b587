import type { Random } from '@mimmx/core';
import type { MinibatchSettings } from '../image-model/images.ts';
import type { ImageShape } from '../image-model/shape.ts';

/**
 * Shifts an image by up to so many pixels along either axis, each as likely; what comes in repeats the border. For
 * minibatches of a predictor, which then knows its training images less by heart.
 */
export function shiftedBy(
  [height, width, depth]: ImageShape,
  most: number,
): NonNullable<MinibatchSettings['augment']> {
  const within = (place: number, side: number) => Math.min(side - 1, Math.max(0, place));
  return (pixels: Float32Array, random: Random) => {
    const [down, right] = [random.integer(2 * most + 1) - most, random.integer(2 * most + 1) - most];
    const result = new Float32Array(pixels.length);
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const from = (within(row - down, height) * width + within(column - right, width)) * depth;
        for (let k = 0; k < depth; k++) result[(row * width + column) * depth + k] = pixels[from + k]!;
      }
    }
    return result;
  };
}
