import * as tf from '@mimmx/core/tf';

/** A Gaussian with independent components. */
export interface Gaussian {
  readonly mean: tf.Tensor;
  readonly logScale: tf.Tensor;
}

/** KL(q ‖ p) of each component, in nats (Kingma & Welling, 2014, appendix B, for any p). */
export function gaussianKl(q: Gaussian, p: Gaussian): tf.Tensor {
  const ratio = tf.exp(tf.sub(q.logScale, p.logScale).mul(2));
  const distance = tf.square(tf.sub(q.mean, p.mean)).mul(tf.exp(p.logScale.mul(-2)));
  return ratio.add(distance).sub(1).mul(0.5).sub(tf.sub(q.logScale, p.logScale));
}

/** KL per image, [batch]. */
export const klPerImage = (q: Gaussian, p: Gaussian): tf.Tensor1D => {
  const kl = gaussianKl(q, p);
  return kl.sum(kl.shape.map((_, axis) => axis).slice(1)) as tf.Tensor1D;
};

/** The standard normal, in the shape of another. */
export const standardLike = ({ mean }: Gaussian): Gaussian => ({
  mean: tf.zerosLike(mean),
  logScale: tf.zerosLike(mean),
});

/**
 * Between posterior and counterfactual prior: mean α·q + (1 − α)·p, variance α²·q + (1 − α)²·p (De Sousa Ribeiro et
 * al., 2023, as their hierarchical model computes it; their small one forgets the squares).
 */
export function mixture(q: Gaussian, p: Gaussian, alpha: number): Gaussian {
  const variance = tf
    .exp(q.logScale.mul(2))
    .mul(alpha ** 2)
    .add(tf.exp(p.logScale.mul(2)).mul((1 - alpha) ** 2));
  return { mean: q.mean.mul(alpha).add(p.mean.mul(1 - alpha)), logScale: tf.log(variance).mul(0.5) };
}

/** Into [low, high] with a slope everywhere, and nearly the identity between. */
export const softClamp = (x: tf.Tensor, low: number, high: number): tf.Tensor =>
  tf
    .softplus(x.sub(low))
    .add(low)
    .sub(tf.softplus(x.sub(high)));
