import type { Random } from '@mimmx/core';
import type { FactorCodes } from './factors.ts';

/** What the scanner does to the brightness at a point, before noise. */
export type Reception = (value: number, x: number, y: number) => number;

/**
 * Gain and bias field of one image. All deviations are drawn whatever the factors are.
 *
 * @param random of the image, not of the person: a second scan of a person differs
 */
export function receptionOf(random: Random, codes: FactorCodes): Reception {
  const jitter = (sd: number) => sd * Math.min(2.5, Math.max(-2.5, random.normal()));
  const gain = (codes.gain === 1 ? 1.12 : 0.84) * (1 + jitter(0.02));
  const frontal = (codes.bias === 1 ? 0.3 : 0) + jitter(0.025);
  const sideways = jitter(0.025);
  return (value, x, y) => value * gain * (1 + frontal * y + sideways * x);
}

/** Rician noise (Gudbjartsson & Patz, MRM 34:910, 1995): the length of a complex signal with noise in both parts. */
export function addNoise(pixels: Float32Array, random: Random, codes: FactorCodes): void {
  const sd = (codes.noise === 1 ? 0.065 : 0.02) * (1 + 0.1 * (2 * random.uniform() - 1));
  for (let i = 0; i < pixels.length; i++) {
    const real = pixels[i]! + sd * random.normal();
    const imaginary = sd * random.normal();
    pixels[i] = Math.min(1, Math.sqrt(real * real + imaginary * imaginary));
  }
}
