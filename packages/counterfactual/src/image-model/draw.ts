import { normalTensor } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import type { Gaussian } from './gaussian.ts';
import type { Latent, LatentNoise } from './image-model.ts';

/** Draws from a Gaussian; its mean without noise. */
export function draw(of: Gaussian, noise: LatentNoise | null): Latent {
  if (!noise) return { ...of, z: of.mean };
  const shift = normalTensor(noise.random, of.mean.shape).mul(noise.temperature);
  return { ...of, z: of.mean.add(tf.exp(of.logScale).mul(shift)) };
}
