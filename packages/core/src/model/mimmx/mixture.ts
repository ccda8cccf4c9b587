import type { Batch } from '../../contracts/index.ts';
import type { Random } from '../../tensor/index.ts';
import { permutationTensor, uniformTensor } from '../../tensor/index.ts';
import * as tf from '../../tf/index.ts';
import type { Strata } from './strata.ts';

/** A batch whose rows are partly mixed with rows of their own class of y. */
export interface Mixed {
  /** The batch with mixed images; labels are the first partner's. */
  readonly batch: Batch;
  /** The labels of the second partners. */
  readonly partner: Batch;
  /** Share of the first partner's labels in the mean of the batch, and weights of either for each row. */
  readonly share: tf.Scalar;
}

/**
 * Mixes images within each class of y (intra-label LISA; Yao et al., ICML 2022): the label stays what it is while
 * confounders take values in between, and the few images of a rare group are never seen twice alike, so that they are
 * not learned by heart. Half of the rows are left as they are.
 */
export function mixWithinY(batch: Batch, strata: Strata, random: Random): Mixed {
  const rows = batch.y.shape[0];
  const size = rows / strata.count;
  const order = permutationTensor(random, size);
  const partners = tf.concat(
    Array.from({ length: strata.count }, (_, c) => tf.add(order, tf.scalar(c * size, 'int32'))),
  ) as tf.Tensor1D;
  const take = <T extends tf.Tensor>(values: T): T => tf.gather(values, partners) as T;
  const own = tf.minimum(tf.mul(uniformTensor(random, [rows]), 2), 1) as tf.Tensor1D;
  const wide = own.reshape([rows, ...batch.x.shape.slice(1).map(() => 1)]);
  const x = tf.add(tf.mul(batch.x, wide), tf.mul(take(batch.x), tf.sub(1, wide)));
  const weigh = (known: tf.Tensor1D, weights: tf.Tensor) => tf.mul(known, weights) as tf.Tensor1D;
  return {
    batch: { ...batch, x, known: batch.known.map((known) => weigh(known, own)) },
    partner: {
      ...batch,
      z: batch.z.map(take),
      known: batch.known.map((known) => weigh(take(known), tf.sub(1, own))),
    },
    share: tf.mean(own) as tf.Scalar,
  };
}
