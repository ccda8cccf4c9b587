import { MimmxError, permutationTensor, type Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import type { Critic } from '../critics/index.ts';
import { importance, safeLog } from './importance.ts';
import { roll } from './partners.ts';
import type { Scores } from './scores.ts';

/**
 * Every row of x with the y of `permutations` others: linear in the batch. The rows are laid in one random order on
 * a ring, and each takes the y of its next neighbours on it, so that no row meets its own y and none meets another
 * twice.
 *
 * @throws E_BATCH if the batch has not more rows than permutations
 */
export function permuted(
  critic: Critic,
  x: tf.Tensor,
  y: tf.Tensor,
  weights: tf.Tensor | undefined,
  permutations: number,
  random: Random,
): Scores {
  const batch = x.shape.at(-2)!;
  requirePermutations(batch, permutations);
  const order = permutationTensor(random, batch);
  const rows = tf.gather(x, order, x.rank - 2);
  const left = critic.left(rows);
  const right = critic.right(tf.gather(y, order, y.rank - 2));
  const { probability, expect } = importance(weights && tf.gather(weights, order, weights.rank - 1));
  // Own pairs and all the others are scored in one pass: in small networks the number of operations is the cost.
  const shifts = Array.from({ length: permutations + 1 }, (_, shift) => shift);
  const rights = shifts.map((shift) => (shift === 0 ? right : roll(right, shift, right.rank - 2)));
  const each = critic.joint(left, tf.stack(rights, right.rank - 2));
  const [own, others] = tf.split(each, [1, permutations], each.rank - 2) as [tf.Tensor, tf.Tensor];
  return {
    joint: tf.squeeze(own, [own.rank - 2]),
    expect,
    ownShare: 1 / (permutations + 1),
    rows,
    fold(reduction) {
      const scores = swapLastTwo(others);
      if (!probability) return reduction(scores, tf.scalar(-Math.log(batch * permutations)));
      const partner = tf.stack(
        shifts.slice(1).map((shift) => roll(probability, shift, probability.rank - 1)),
        probability.rank,
      );
      const pair = tf.mul(tf.expandDims(probability, -1), partner);
      return reduction(scores, safeLog(tf.div(pair, tf.sum(pair, [-2, -1], true))));
    },
  };
}

/** @throws E_BATCH if a batch has not more rows than permutations */
export function requirePermutations(batch: number, permutations: number): void {
  if (permutations < batch) return;
  throw new MimmxError(
    'E_BATCH',
    `A batch of ${batch} rows has only ${batch - 1} permutations without own pairs, ${permutations} were asked for; ` +
      "within classes (or bins) of y the rows are those of one. Raise training.batchSize, or lower the estimator's option permutations.",
  );
}

function swapLastTwo(t: tf.Tensor): tf.Tensor {
  const axes = t.shape.map((_, axis) => axis);
  return tf.transpose(t, [...axes.slice(0, -2), t.rank - 1, t.rank - 2]);
}
