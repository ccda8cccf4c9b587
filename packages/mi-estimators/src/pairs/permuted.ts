import { MimmxError, type Random } from '@mimmx/core';
import * as tf from '@tensorflow/tfjs';
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
  if (permutations >= batch) {
    throw new MimmxError(
      'E_BATCH',
      `A batch of ${batch} rows has only ${batch - 1} permutations without own pairs, ${permutations} were asked for. Take fewer, or a larger batch.`,
    );
  }
  const order = random.permutationTensor(batch);
  const rows = tf.gather(x, order, x.rank - 2);
  const left = critic.left(rows);
  const right = critic.right(tf.gather(y, order, y.rank - 2));
  const { probability, expect } = importance(weights && tf.gather(weights, order, weights.rank - 1));
  const lead = left.shape.slice(0, -2);
  const width = left.shape.at(-1)!;
  return {
    joint: critic.joint(left, right),
    expect,
    ownShare: 1 / (permutations + 1),
    rows,
    fold(reduction) {
      const shifts = Array.from({ length: permutations }, (_, k) => k + 1);
      const rights = tf.stack(
        shifts.map((shift) => roll(right, shift, right.rank - 2)),
        right.rank - 1,
      );
      const repeats = [...lead.map(() => 1), 1, permutations, 1];
      const lefts = tf.tile(tf.expandDims(left, left.rank - 1), repeats);
      const flat = [...lead, batch * permutations, width];
      const scores = tf.reshape(critic.joint(tf.reshape(lefts, flat), tf.reshape(rights, flat)), [
        ...lead,
        batch,
        permutations,
      ]);
      if (!probability) return reduction(scores, tf.scalar(-Math.log(batch * permutations)));
      const other = tf.stack(
        shifts.map((shift) => roll(probability, shift, probability.rank - 1)),
        probability.rank,
      );
      const pair = tf.mul(tf.expandDims(probability, -1), other);
      return reduction(scores, safeLog(tf.div(pair, tf.sum(pair, [-2, -1], true))));
    },
  };
}
