import { type Adam, type AdamSettings, adam } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';

/** What one step came to, as scalars. */
export interface StepReport {
  /** Global L2 norm of the gradient before it is clipped. */
  readonly gradientNorm: tf.Scalar;
  /** Steps left out so far because the gradient was not finite. */
  readonly skipped: tf.Scalar;
}

export interface StableStep {
  readonly state: Readonly<Record<string, tf.Variable>>;
  /** One update from gradients in the order of the variables. */
  apply(gradients: readonly (tf.Tensor | null)[]): StepReport;
}

/** How fast the running median moves: by this share of itself, up or down. */
const PACE = 0.05;
/** Gradients longer than this many running medians are shortened to it. */
const LIMIT = 10;

/**
 * Adam, with gradients clipped at ten times the running median of their norms, which needs no number that depends on
 * the data's size; and a step whose gradient is not finite counts as a step without a gradient.
 *
 * The median is that of Robbins and Monro (1951): up by 5 % where a norm exceeds it, down where not.
 */
export function stableStep(settings: AdamSettings): StableStep {
  const optimiser: Adam = adam(settings);
  const { variables } = settings;
  const [median, skipped] = tf.tidy(() => [
    tf.variable(tf.scalar(0), false),
    tf.variable(tf.scalar(0), false),
  ]) as [tf.Variable, tf.Variable];
  return {
    state: {
      ...Object.fromEntries(optimiser.state.map((variable, i) => [`optimiser.${i}`, variable])),
      median,
      skipped,
    },
    apply(gradients) {
      const known = gradients.map((gradient, i) => gradient ?? tf.zeros(variables[i]!.shape));
      const norm = tf.sqrt(tf.addN(known.map((gradient) => gradient.square().sum())));
      const finite = tf.isFinite(norm);
      const usual = tf.where(median.equal(0), norm, median);
      const moved = usual.mul(tf.exp(tf.sign(norm.sub(usual)).mul(PACE)));
      median.assign(tf.where(finite, moved, median) as tf.Scalar);
      skipped.assign(skipped.add(tf.sub(1, tf.cast(finite, 'float32'))) as tf.Scalar);
      const factor = tf.minimum(1, usual.mul(LIMIT).div(norm.add(1e-12)));
      // A product with 0 would keep a NaN.
      optimiser.apply(
        known.map((gradient) =>
          tf.where(
            tf.logicalAnd(finite, tf.isFinite(gradient)),
            gradient.mul(factor),
            tf.zerosLike(gradient),
          ),
        ),
      );
      return { gradientNorm: norm as tf.Scalar, skipped: skipped.clone() as tf.Scalar };
    },
  };
}
