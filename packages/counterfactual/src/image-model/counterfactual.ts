import * as tf from '@mimmx/core/tf';
import type { GuidedGroup, ImageModel, LatentNoise, Pass } from './image-model.ts';
import type { Likelihood } from './likelihood.ts';

/** How much of the factual image's noise goes into the counterfactual. */
export interface Prediction {
  /** t_u: the share of the pixel's residual that is kept. 1 keeps all, so that a null intervention is the identity. */
  readonly pixelNoise?: number;
  /** Bounds of s* / s, the ratio of the pixel scales; without them a sharp pixel's residual explodes. */
  readonly ratio?: readonly [low: number, high: number];
}

/**
 * x* = clip(μ* + t_u · s* · u, −1, 1) with the pixel's noise u = (x − μ) / s, as the residual times the clamped ratio
 * s* / s (De Sousa Ribeiro et al., 2023; the clamp is ours).
 *
 * @param x images on −1 to 1, [batch, height, width, channels]
 */
export function predictPixels(
  x: tf.Tensor4D,
  factual: Likelihood,
  counterfactual: Likelihood,
  { pixelNoise = 1, ratio = [0.5, 2] }: Prediction = {},
): tf.Tensor4D {
  // Nothing of the factual image's own pixels is asked for, so a compiled pass leaves its decoding out.
  if (pixelNoise === 0) return tf.clipByValue(counterfactual.mean, -1, 1);
  const factor = tf.exp(
    tf.clipByValue(counterfactual.logScale.sub(factual.logScale), Math.log(ratio[0]), Math.log(ratio[1])),
  );
  const residual = x.sub(factual.mean).mul(factor).mul(pixelNoise);
  return tf.clipByValue(counterfactual.mean.add(residual), -1, 1);
}

export interface CounterfactualPass extends Prediction {
  /** Noise of the latent variables; their posterior mean without it. */
  readonly noise?: LatentNoise | null;
  /** Where latent variables mediate: how much of the factual posterior stays in them. */
  readonly alpha?: number;
  /** Weights of groups of attributes, where the model can be guided. */
  readonly groups?: readonly GuidedGroup[] | undefined;
}

/** Counterfactual images, and the pass over the factual ones. One encoder pass and two decoder passes; one with no pixel noise. */
export function counterfactualPass(
  model: ImageModel,
  x: tf.Tensor4D,
  parents: tf.Tensor2D,
  changed: tf.Tensor2D,
  { noise = null, alpha = 0.65, groups, ...prediction }: CounterfactualPass = {},
): { readonly images: tf.Tensor4D; readonly pass: Pass } {
  const pass = model.pass(x, parents, noise);
  const z =
    model.prior === 'mediator'
      ? model.mediate(pass.latents, changed, alpha)
      : pass.latents.map((one) => one.z);
  const likelihood = model.decode(z, changed, groups);
  return { images: predictPixels(x, pass.likelihood, likelihood, prediction), pass };
}

/**
 * Effects in a model whose latent variables mediate (Pearl, 2001, as De Sousa Ribeiro et al., 2023, name them): direct
 * g(z, pa*) − g(z, pa), indirect g(z*, pa) − g(z, pa), total g(z*, pa*) − g(z, pa), with g the pixels' means.
 */
export function effects(
  model: ImageModel,
  x: tf.Tensor4D,
  parents: tf.Tensor2D,
  changed: tf.Tensor2D,
  { noise = null, alpha = 0.65 }: Pick<CounterfactualPass, 'noise' | 'alpha'> = {},
): Readonly<Record<'direct' | 'indirect' | 'total', tf.Tensor4D>> {
  const { latents, likelihood } = model.pass(x, parents, noise);
  const z = latents.map((one) => one.z);
  const moved = model.mediate(latents, changed, alpha);
  const factual = likelihood.mean;
  return {
    direct: model.decode(z, changed).mean.sub(factual),
    indirect: model.decode(moved, parents).mean.sub(factual),
    total: model.decode(moved, changed).mean.sub(factual),
  };
}
