/** A Gaussian with independent components, as numbers. */
export interface Posterior {
  readonly mean: ArrayLike<number>;
  readonly logScale: ArrayLike<number>;
}

/**
 * How far apart the posteriors of two images are.
 *
 * - `formula`: KL(a ‖ b) of the two Gaussians, as the paper defines it.
 * - `public-code`: what the public benchmark computes: it takes the means for the log-scales, too, so that published
 *   values are of this kind.
 */
export type DivergenceKind = 'formula' | 'public-code';

/** Divergence of two posteriors in nats (of `public-code`: in no unit). */
export function latentDivergence(a: Posterior, b: Posterior, kind: DivergenceKind): number {
  let sum = 0;
  for (let k = 0; k < a.mean.length; k++) {
    const [sa, sb] = kind === 'formula' ? [a.logScale[k]!, b.logScale[k]!] : [a.mean[k]!, b.mean[k]!];
    const distance = (a.mean[k]! - b.mean[k]!) ** 2;
    sum += sb - sa - 0.5 + 0.5 * (Math.exp(2 * sa) + distance) * Math.exp(-2 * sb);
  }
  return sum;
}

/**
 * Counterfactual latent divergence (Sanchez & Tsaftaris, 2022; Melistas et al., 2024): ln(.8 eᴾ¹ + .2 eᴾ²), P1 the share
 * of real images with the counterfactual value that are nearer to the factual image than its counterfactual is, P2 the
 * share of those with the factual value that are farther. In [0, 1]; low is minimal, and doing nothing scores .295.
 *
 * @param divergence of the image and its counterfactual
 * @param counterfactualClass of the image and real ones that have the new value
 * @param factualClass of the image and real ones that have its own value
 */
export function counterfactualLatentDivergence(
  divergence: number,
  counterfactualClass: ArrayLike<number>,
  factualClass: ArrayLike<number>,
): number {
  const share = (values: ArrayLike<number>, holds: (value: number) => boolean) =>
    Array.from(values).filter(holds).length / values.length;
  const p1 = share(counterfactualClass, (value) => value <= divergence);
  const p2 = share(factualClass, (value) => value >= divergence);
  return Math.log(0.8 * Math.exp(p1) + 0.2 * Math.exp(p2));
}
