import * as tf from '@mimmx/core/tf';
import type { ImageModel, LatentNoise, Pass } from './image-model.ts';
import { negativeLogLikelihood } from './likelihood.ts';

/** −ELBO in nats per pixel, and what it is made of. */
export interface NegativeElbo {
  /** Mean over the batch: nll + β · Σ KL / pixels. */
  readonly loss: tf.Scalar;
  /** Mean −ln p(x | z, parents) in nats per pixel. */
  readonly nll: tf.Scalar;
  /** Mean KL of each level in nats per image. */
  readonly kl: readonly tf.Scalar[];
  readonly pass: Pass;
}

export interface ElboSettings {
  /** Weight of the KL terms. */
  readonly beta: number | tf.Scalar;
  /** Nats per image below which a level's mean KL costs nothing (Kingma et al., 2016). */
  readonly freeBits?: number | tf.Scalar;
}

export function negativeElbo(
  model: ImageModel,
  x: tf.Tensor4D,
  parents: tf.Tensor2D,
  noise: LatentNoise | null,
  { beta, freeBits = 0 }: ElboSettings,
): NegativeElbo {
  const pass = model.pass(x, parents, noise);
  const pixels = x.shape[1] * x.shape[2] * x.shape[3];
  const nll = negativeLogLikelihood(x, pass.likelihood).mean() as tf.Scalar;
  const kl = pass.kl.map((level) => level.mean() as tf.Scalar);
  const paid = kl.length > 0 ? tf.addN(kl.map((level) => tf.maximum(level, freeBits))) : tf.scalar(0);
  return { loss: nll.add(paid.mul(beta).div(pixels)) as tf.Scalar, nll, kl, pass };
}
