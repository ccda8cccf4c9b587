import * as tf from '@mimmx/core/tf';
import { NEVER } from './scores.ts';

/** Weights of the rows of a batch, normalised to sum to one; uniform if none are given. */
export interface Importance {
  /** Probability of each row, [..., batch]; absent if uniform. */
  readonly probability?: tf.Tensor;
  /** Σᵢ pᵢ valueᵢ, [..., batch] → [...]. */
  expect(values: tf.Tensor): tf.Tensor;
  /** Σᵢ pᵢ rowᵢ, [..., batch, width] → [..., 1, width]. */
  average(rows: tf.Tensor): tf.Tensor;
}

/** @param weights [..., batch] ≥ 0, not all zero */
export function importance(weights?: tf.Tensor): Importance {
  if (!weights) {
    return { expect: (values) => tf.mean(values, -1), average: (rows) => tf.mean(rows, -2, true) };
  }
  const probability = tf.div(weights, tf.sum(weights, -1, true));
  return {
    probability,
    expect: (values) => tf.sum(tf.mul(values, probability), -1),
    average: (rows) => tf.sum(tf.mul(rows, tf.expandDims(probability, -1)), -2, true),
  };
}

/** log p, and {@link NEVER} where p = 0. */
export const safeLog = (p: tf.Tensor): tf.Tensor =>
  tf.where(tf.greater(p, 0), tf.log(tf.maximum(p, 1e-37)), tf.fill(p.shape, NEVER));

/** Σᵢ pᵢ², [..., 1]: the chance that two rows drawn by their weights are one; 1 / batch if uniform. */
export const coincidence = (probability: tf.Tensor | undefined, batch: number): number | tf.Tensor =>
  probability ? tf.sum(tf.square(probability), -1, true) : 1 / batch;
