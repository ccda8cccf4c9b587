import type { Augmentation } from './augmentation.ts';

/** Multiplies by a factor from 1 − gain to 1 + gain and adds normal noise of standard deviation `noise`. */
export function gainAndNoise(gain: number, noise: number): Augmentation {
  return (pixels, _shape, random) => {
    const factor = 1 + gain * (2 * random.uniform() - 1);
    for (let i = 0; i < pixels.length; i++) {
      pixels[i] = (pixels[i] ?? 0) * factor + (noise > 0 ? noise * random.normal() : 0);
    }
  };
}
