import type { Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import type { Activation, Lead } from '../networks/index.ts';

/**
 * The statistics network T(x, y) of a variational estimator. What depends on one side alone is computed once per row
 * (`left`, `right`); pairs are formed from these, so that a row costs the same in one pair as in a thousand.
 */
export interface Critic {
  readonly variables: readonly tf.Variable[];
  /** The variables among them that `joint` and `table` use. */
  readonly scoring: readonly tf.Variable[];
  /** What the critic makes of x alone, [...lead, n, dx] → [...lead, n, width]. */
  left(x: tf.Tensor): tf.Tensor;
  /** What the critic makes of y alone, [...lead, m, dy] → [...lead, m, width]. */
  right(y: tf.Tensor): tf.Tensor;
  /**
   * T(xᵢ, yᵢ), row by row: [...lead, n]. With `right` of shape [...lead, others, n, width], each row with several
   * others: [...lead, others, n].
   */
  joint(left: tf.Tensor, right: tf.Tensor): tf.Tensor;
  /**
   * T(xᵢ, yⱼ) of every row with every row: [...lead, n, m].
   *
   * @param scoring to be used in place of the variables `scoring`
   */
  table(left: tf.Tensor, right: tf.Tensor, scoring?: readonly tf.Tensor[]): tf.Tensor;
}

export interface CriticShape {
  /** Width of x; of a one-hot code if x is discrete. */
  readonly x: number;
  readonly y: number;
  /** Widths of the hidden layers. */
  readonly hidden: readonly number[];
  /** Width of the two embeddings of a separable critic. */
  readonly embedding: number;
  readonly activation: Activation;
  readonly lead: Lead;
  readonly random: Random;
}

/** The left side as `joint` needs it beside that right side: with an axis for the others where the right has one. */
export const facing = (left: tf.Tensor, right: tf.Tensor): tf.Tensor =>
  right.rank > left.rank ? tf.expandDims(left, left.rank - 2) : left;
