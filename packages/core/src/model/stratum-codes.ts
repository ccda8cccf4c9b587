import type { Factor } from '../contracts/index.ts';
import * as tf from '../tf/index.ts';

/**
 * Codes of a batch's column among the strata of its factor, [batch] int32: the classes themselves, or the bins that
 * standardised values lie in. Rows without a value have the code of what stands there: mask them.
 */
export function stratumCodes(factor: Factor, column: tf.Tensor1D): tf.Tensor1D {
  if (factor.kind === 'categorical') return column;
  const { mean, sd, bins } = factor;
  return (bins?.edges ?? []).reduce<tf.Tensor1D>(
    (codes, edge) =>
      tf.add(codes, tf.cast(tf.greaterEqual(column, tf.scalar((edge - mean) / sd)), 'int32')) as tf.Tensor1D,
    tf.zeros(column.shape, 'int32'),
  );
}
