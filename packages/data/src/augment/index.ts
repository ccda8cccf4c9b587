import { option, options } from '@mimmx/core';
import { z } from 'zod';
import { affine } from './affine.ts';
import type { Augmentation } from './augmentation.ts';
import { flip } from './flip.ts';
import { gainAndNoise } from './intensity.ts';
import { shiftBy } from './shift.ts';

export { type AffineSettings, affine } from './affine.ts';
export type { Augmentation } from './augmentation.ts';
export { flip } from './flip.ts';
export { gainAndNoise } from './intensity.ts';
export { shiftBy } from './shift.ts';

/** Augmentations by name; an absent one is not applied. Do not use one that changes a confounder of the task. */
export const augmentSchema = options({
  shift: option(z.number().int().positive(), {
    absent: 'not applied',
    description: 'Moves 2-D images by up to so many pixels in each direction; what comes in is 0.',
  }),
  flip: option(z.boolean(), {
    absent: 'not applied',
    description: 'Mirrors images or volumes left to right, half of the time.',
  }),
  rotate: option(z.number().positive().max(180), {
    absent: 'not applied',
    description: 'Turns 2-D images by up to so many degrees, either way.',
  }),
  scale: option(z.number().positive().lt(1), {
    absent: 'not applied',
    description: 'Resizes 2-D images by up to this fraction, either way.',
  }),
  gain: option(z.number().positive().max(1), {
    absent: 'not applied',
    description: 'Multiplies an image by a factor drawn from 1 − gain to 1 + gain.',
  }),
  noise: option(z.number().positive(), {
    absent: 'not applied',
    description: 'Standard deviation of normal noise added to every pixel.',
  }),
});

export type AugmentConfig = z.output<typeof augmentSchema>;

/** The named augmentations, one after the other; undefined if there is none. */
export function createAugmentation(config: AugmentConfig): Augmentation | undefined {
  const { shift, rotate, scale, gain, noise } = config;
  const steps = [
    shift === undefined ? undefined : shiftBy(shift),
    config.flip ? flip : undefined,
    rotate === undefined && scale === undefined
      ? undefined
      : affine({ rotate: rotate ?? 0, scale: scale ?? 0 }),
    gain === undefined && noise === undefined ? undefined : gainAndNoise(gain ?? 0, noise ?? 0),
  ].filter((step) => step !== undefined);
  if (steps.length === 0) return undefined;
  return (pixels, shape, random) => {
    for (const step of steps) step(pixels, shape, random);
  };
}
