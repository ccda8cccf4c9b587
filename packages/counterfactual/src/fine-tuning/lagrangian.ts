import { type Adam, adam } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';

export interface LagrangianSettings {
  /** ε: what the constrained loss n may not exceed. */
  readonly limit: number;
  /** Rate of the multiplier's own Adam, without weight decay. */
  readonly learningRate: number;
  /** d of the damping. */
  readonly damping: number;
  /** λ at the start. */
  readonly start?: number;
  /** False for the published form, whose weight may turn negative and then rewards a worse n. */
  readonly clamped?: boolean;
}

/** Constrained training: least loss subject to n ≤ ε. */
export interface Lagrangian {
  /**
   * The weight of n's gradient beside that of the loss: m = λ + d · (n − ε), at least 0. It is what the damped Lagrangian
   * L − (λ − d · (ε − n)) · (ε − n) comes to, with the bracket held (Platt & Barr, 1987). Static; has no gradient.
   */
  weight(n: tf.Scalar): tf.Scalar;
  /** λ ← max(0, λ + a step of Adam along n − ε). */
  update(n: tf.Scalar): void;
  readonly multiplier: tf.Variable;
  readonly variables: Readonly<Record<string, tf.Variable>>;
}

/**
 * The multiplier of counterfactual fine-tuning (De Sousa Ribeiro et al., 2023). Where a model is better than ε and λ is
 * small, the published weight is negative, an equality constraint in effect; the clamp is ours.
 */
export function createLagrangian(settings: LagrangianSettings): Lagrangian {
  const { limit, learningRate, damping, start = 0, clamped = true } = settings;
  const multiplier = tf.tidy(() => tf.variable(tf.scalar(start), false));
  const optimiser: Adam = adam({ variables: [multiplier], learningRate });
  return {
    weight(n) {
      const weight = multiplier.add(n.sub(limit).mul(damping));
      return (clamped ? tf.maximum(weight, 0) : weight) as tf.Scalar;
    },
    update(n) {
      optimiser.apply([tf.sub(limit, n)]);
      multiplier.assign(tf.maximum(multiplier, 0));
    },
    multiplier,
    variables: {
      multiplier,
      ...Object.fromEntries(optimiser.state.map((variable, i) => [`optimiser.${i}`, variable])),
    },
  };
}
