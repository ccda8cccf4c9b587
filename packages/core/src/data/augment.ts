import { z } from 'zod';
import type { Random } from '../tensor/random.ts';

/**
 * Changes one image in place. It must leave every z readable as labelled.
 *
 * @param pixels row-major in `shape`
 * @param shape [height, width, channels] or [depth, height, width, channels]
 */
export type Augmentation = (pixels: Float32Array, shape: readonly number[], random: Random) => void;

/** Augmentations by name; an absent one is not applied. Do not use one that changes a confounder of the task. */
export const augmentSchema = z.strictObject({
  /** Moves 2-D images by up to so many pixels in each direction; what comes in is 0. */
  shift: z.number().int().positive().optional(),
  /** Multiplies an image by a factor drawn from 1 − gain to 1 + gain. */
  gain: z.number().positive().max(1).optional(),
  /** Standard deviation of normal noise added to every pixel. */
  noise: z.number().positive().optional(),
});

export type AugmentConfig = z.output<typeof augmentSchema>;

/** The named augmentations, one after the other; undefined if there is none. */
export function createAugmentation({ shift, gain, noise }: AugmentConfig): Augmentation | undefined {
  const steps = [
    shift === undefined ? undefined : shiftBy(shift),
    gain === undefined && noise === undefined ? undefined : gainAndNoise(gain ?? 0, noise ?? 0),
  ].filter((step) => step !== undefined);
  if (steps.length === 0) return undefined;
  return (pixels, shape, random) => {
    for (const step of steps) step(pixels, shape, random);
  };
}

/** Moves a 2-D image by whole pixels, up to `most` each way, and fills with 0. */
export function shiftBy(most: number): Augmentation {
  return (pixels, [height = 0, width = 0, channels = 1], random) => {
    const down = random.integer(2 * most + 1) - most;
    const right = random.integer(2 * most + 1) - most;
    const before = pixels.slice();
    pixels.fill(0);
    const from = Math.max(0, -right);
    const count = width - Math.abs(right);
    if (count <= 0) return;
    for (let row = Math.max(0, down); row < Math.min(height, height + down); row++) {
      const source = ((row - down) * width + from) * channels;
      pixels.set(
        before.subarray(source, source + count * channels),
        (row * width + Math.max(0, right)) * channels,
      );
    }
  };
}

/** Multiplies by a factor from 1 − gain to 1 + gain and adds normal noise of standard deviation `noise`. */
export function gainAndNoise(gain: number, noise: number): Augmentation {
  return (pixels, _shape, random) => {
    const factor = 1 + gain * (2 * random.uniform() - 1);
    for (let i = 0; i < pixels.length; i++) {
      pixels[i] = (pixels[i] ?? 0) * factor + (noise > 0 ? noise * random.normal() : 0);
    }
  };
}
