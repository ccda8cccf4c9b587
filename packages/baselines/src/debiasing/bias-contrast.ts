import type { Batch } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import type { Environments } from '../environments.ts';
import type { Grouping } from '../groups.ts';
import { cosines, pairsOf } from './pairs.ts';

/**
 * BiasCon (Hong & Yang, NeurIPS 2021, equation 5): minus the mean over rows of the mean, over rows of the same class and
 * another value of the confounder, of log(e^s / Σ_others e^s), s cosines over τ. A row without such partners counts 0.
 */
export function biasContrast(
  features: tf.Tensor2D,
  batch: Batch,
  classes: number,
  environments: Environments,
  temperature: number,
): tf.Scalar {
  const { sameY, otherZ } = pairsOf(batch, classes, environments);
  const apart = tf.sub(1, tf.eye(features.shape[0]));
  // No cosine exceeds 1, so this keeps every exponent at or below 0.
  const scores = tf.div(tf.sub(cosines(features), 1), temperature);
  const among = tf.sum(tf.mul(tf.exp(scores), apart), 1, true);
  const terms = tf.sub(tf.log(tf.maximum(among, 1e-30)), scores);
  const positive = tf.mul(sameY, otherZ);
  const counts = tf.maximum(tf.sum(positive, 1), 1);
  return tf.mean(tf.div(tf.sum(tf.mul(terms, positive), 1), counts)) as tf.Scalar;
}

/**
 * Weights 1 / P(z | y) for the rows of the contrast, over the smallest of the row's class and at most `limit`; 1 for rows of
 * no group.
 */
export function contrastWeights({ codes, counts }: Grouping, y: Int32Array, limit: number): Float32Array {
  const largest = new Map<number, number>();
  for (const [row, code] of codes.entries()) {
    if (code >= 0) largest.set(y[row]!, Math.max(largest.get(y[row]!) ?? 0, counts[code]!));
  }
  return Float32Array.from(codes, (code, row) =>
    code < 0 ? 1 : Math.min(limit, largest.get(y[row]!)! / counts[code]!),
  );
}
