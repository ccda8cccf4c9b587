import { detach } from '../../tensor/index.ts';
import * as tf from '../../tf/index.ts';
import type { Strata } from './strata.ts';
import { logDeterminant } from './symmetric.ts';

/** An upper bound, in nats, of what f_y says beyond y. */
export interface Rate {
  /** Moving moments, to be saved with a checkpoint. */
  readonly state: readonly tf.Variable[];
  /** The rate at f_y before the noise, [batch, width], differentiable in it; moves the moments. */
  value(features: tf.Tensor2D): tf.Scalar;
}

/** Share of the past in the moving covariances: about twenty batches. */
const MOMENTUM = 0.95;

/**
 * The conditional rate of a Gaussian channel f_y = μ(x) + σ·ε,
 *
 *     R = E KL( p(f_y | x) ‖ b(f_y | y) ) ≥ I(f_y; x | y) ≥ I(f_y; z | y),
 *
 * (conditional entropy bottleneck; Fischer, 2020, eq. 11). With b Gaussian in each class of y and fitted exactly,
 * b = N(m_y, S_y + σ²), it is ½·mean over y of ln det(1 + S_y/σ²) (ours): no critic is trained that the encoder
 * could hide from. S_y is the covariance of μ in class y, taken over the last batches, while the gradient goes
 * through the present one.
 */
export function createRate(width: number, sd: number, strata: Strata): Rate {
  const moments = tf.tidy(() => tf.variable(tf.zeros([strata.count, width, width]), false));
  const seen = tf.tidy(() => tf.variable(tf.scalar(0), false));
  return {
    state: [moments, seen],
    value(features) {
      const now = tf.stack(
        Array.from({ length: strata.count }, (_, c) => covariance(strata.rows(features, c))),
      ) as tf.Tensor3D;
      const sum = tf.add(tf.mul(moments, MOMENTUM), tf.mul(detach(now), 1 - MOMENTUM)) as tf.Tensor3D;
      const weight = tf.add(tf.mul(seen, MOMENTUM), 1 - MOMENTUM) as tf.Scalar;
      moments.assign(sum);
      seen.assign(weight);
      // The value of the average, with the gradient that the average would have if all its batches moved as this one.
      const within = tf.add(tf.div(sum, weight), tf.sub(now, detach(now)));
      const ratio = tf.add(tf.eye(width), tf.div(within, sd * sd)) as tf.Tensor3D;
      return tf.mul(tf.mean(logDeterminant(ratio)), 0.5) as tf.Scalar;
    },
  };
}

function covariance(rows: tf.Tensor2D): tf.Tensor2D {
  const centred = tf.sub(rows, tf.mean(rows, 0, true)) as tf.Tensor2D;
  return tf.div(tf.matMul(centred, centred, true), rows.shape[0]) as tf.Tensor2D;
}
