import * as tf from '@mimmx/core/tf';
import type { Critic } from '../critics/index.ts';
import { coincidence, importance, safeLog } from './importance.ts';
import type { Scores } from './scores.ts';

/**
 * All pairs where y is a class: T(xᵢ, yⱼ) takes only as many values in a row as there are classes, so the pairs
 * j ≠ i are counted by class instead of formed. Exactly the all-pairs expectation, at batch × classes.
 *
 * @param codes one-hot classes, [..., batch, classes]
 */
export function classPairs(critic: Critic, x: tf.Tensor, codes: tf.Tensor, weights?: tf.Tensor): Scores {
  const batch = x.shape.at(-2)!;
  const classes = codes.shape.at(-1)!;
  const lead = codes.shape.slice(0, -2);
  const left = critic.left(x);
  const each = tf.tile(tf.reshape(tf.eye(classes), [...lead.map(() => 1), classes, classes]), [
    ...lead,
    1,
    1,
  ]);
  const table = critic.table(left, critic.right(each));
  const { probability, expect } = importance(weights);
  return {
    joint: tf.sum(tf.mul(table, codes), -1),
    expect,
    ownShare: coincidence(probability, batch),
    rows: x,
    fold(reduction) {
      if (!probability) {
        const others = tf.sub(tf.sum(codes, -2, true), codes);
        return reduction(table, safeLog(tf.div(others, batch * (batch - 1))));
      }
      const p = tf.expandDims(probability, -1);
      const own = tf.mul(p, codes);
      const others = tf.sub(tf.sum(own, -2, true), own);
      // A class with one member leaves a rounding error here, not 0.
      const kept = tf.where(tf.greater(others, 1e-7), others, tf.zerosLike(others));
      const total = tf.sub(1, tf.sum(tf.square(probability), -1));
      const pair = tf.div(tf.mul(p, kept), tf.reshape(total, [...lead, 1, 1]));
      return reduction(table, safeLog(pair));
    },
  };
}
