import type { Batch } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { type Environments, membership } from '../environments.ts';

/** Cosines of all pairs of rows, [batch, batch]. */
export function cosines(features: tf.Tensor2D): tf.Tensor2D {
  const norms = tf.sqrt(tf.add(tf.sum(tf.square(features), 1, true), 1e-12));
  const unit = tf.div(features, norms) as tf.Tensor2D;
  return tf.matMul(unit, unit, false, true);
}

/** Which pairs of different rows agree, 1 or 0, [batch, batch] each; those with an unknown confounder are in none. */
export interface Pairs {
  readonly sameY: tf.Tensor2D;
  readonly otherY: tf.Tensor2D;
  readonly sameZ: tf.Tensor2D;
  readonly otherZ: tf.Tensor2D;
}

/** Pairs of rows by class and by one way to part the rows. */
export function pairsOf(batch: Batch, classes: number, environments: Environments): Pairs {
  const product = (a: tf.Tensor2D) => tf.matMul(a, a, false, true);
  const apart = tf.sub(1, tf.eye(batch.y.shape[0]));
  const sameY = product(membership(batch.y, classes));
  const member = environments.member(batch);
  const sameZ = product(member);
  const known = product(tf.sum(member, 1, true) as tf.Tensor2D);
  const of = (mask: tf.Tensor) => tf.mul(mask, apart) as tf.Tensor2D;
  return {
    sameY: of(sameY),
    otherY: of(tf.sub(1, sameY)),
    sameZ: of(sameZ),
    otherZ: of(tf.sub(known, sameZ)),
  };
}

/** Mean of values over the pairs of a mask; 0 if there is none. */
export const pairMean = (values: tf.Tensor2D, mask: tf.Tensor): tf.Scalar =>
  tf.div(tf.sum(tf.mul(values, mask)), tf.maximum(tf.sum(mask), 1)) as tf.Scalar;
