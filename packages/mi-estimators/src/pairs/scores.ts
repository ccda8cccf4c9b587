import type * as tf from '@mimmx/core/tf';

/**
 * Reduces the scores of one block of rows to one number a row.
 * `scores` is [..., rows, columns]; `logWeights` broadcasts to it and holds the log probability of each pair under
 * the product of the marginals (all rows together sum to one; −1e9 where the pair does not count).
 * It may run anew for the gradient, so it must use no tensor but its arguments.
 */
export type RowReduction = (scores: tf.Tensor, logWeights: tf.Tensor) => tf.Tensor;

/** What a bound needs to know of a batch: the critic's scores under the joint and under the product of marginals. */
export interface Scores {
  /** T(xᵢ, yᵢ), [..., batch]. */
  readonly joint: tf.Tensor;
  /** Σᵢ wᵢ valueᵢ over the rows with the normalised importance of each, [..., batch] → [...]. */
  expect(values: tf.Tensor): tf.Tensor;
  /** Folds each row's pairs from the product of the marginals: [..., batch]. */
  fold(reduction: RowReduction): tf.Tensor;
  /**
   * Share of a row's own y among all the y that it meets, 1 / (others + 1), or Σ pᵢ² where rows have weights; a number,
   * or [..., 1].
   */
  readonly ownShare: number | tf.Tensor;
  /** The critic's left input in the order of the rows, [..., batch, width]. */
  readonly rows: tf.Tensor;
}

/** Log weight of a pair that does not count. Finite, since ∞ − ∞ is not a number. */
export const NEVER = -1e9;
