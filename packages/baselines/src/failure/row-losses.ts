import type { TrainingSet } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';

/** A moving average of the loss of every row of the training set. */
export interface RowLosses {
  readonly state: readonly tf.Variable[];
  /**
   * Takes the losses of a batch in, and gives each row's average over the largest of its class in the whole set so far,
   * [batch] in 0 … 1. No gradient flows through it.
   */
  relative(rows: tf.Tensor1D, y: tf.Tensor1D, losses: tf.Tensor1D): tf.Tensor1D;
  dispose(): void;
}

/**
 * Averages and class maxima of LfF (Nam et al., NeurIPS 2020, section 3.2 and its code): a row's first loss is taken as
 * it is, each later one with the share 1 − memory.
 *
 * @param memory share of the old average that is kept
 */
export function createRowLosses(set: TrainingSet, classes: number, memory: number): RowLosses {
  const n = set.rows.length;
  const zeros = () => tf.tidy(() => tf.variable(tf.zeros([n]), false)) as tf.Variable<tf.Rank.R1>;
  const [averages, seen] = [zeros(), zeros()];
  const members = tf.tensor1d(set.y, 'int32');
  return {
    state: [averages, seen],
    relative(rows, y, losses) {
      const places = tf.expandDims(rows, 1);
      const old = tf.gather(averages, rows);
      const kept = tf.mul(tf.gather(seen, rows), memory);
      const now = tf.add(tf.mul(old, kept), tf.mul(losses, tf.sub(1, kept)));
      averages.assign(tf.tensorScatterUpdate(averages, places, now) as tf.Tensor1D);
      seen.assign(tf.tensorScatterUpdate(seen, places, tf.onesLike(now)) as tf.Tensor1D);
      const maxima = Array.from({ length: classes }, (_, c) =>
        tf.max(tf.mul(averages, tf.cast(tf.equal(members, tf.scalar(c, 'int32')), 'float32'))),
      );
      const largest = tf.gather(tf.stack(maxima), y);
      return tf.div(now, tf.maximum(largest, 1e-8)) as tf.Tensor1D;
    },
    dispose: () => members.dispose(),
  };
}
