import { type Batch, strataOf, type Task } from '../../contracts/index.ts';
import * as tf from '../../tf/index.ts';
import { stratumCodes } from '../stratum-codes.ts';

/** Slices of a y-major batch: `rows(tensor, c)` are the rows of class c of y. */
export interface Strata {
  readonly count: number;
  rows<T extends tf.Tensor>(tensor: T, stratum: number): T;
}

/** One stratum with everything, or one for each class of y (batches must be y-major). */
export function createStrata(task: Task, withinY: boolean): Strata {
  if (!withinY) return { count: 1, rows: (tensor) => tensor };
  const count = strataOf(task.y).classes;
  return {
    count,
    rows(tensor, stratum) {
      const size = tensor.shape[0]! / count;
      const rest = tensor.shape.slice(1);
      return tf.slice(tensor, [stratum * size, ...rest.map(() => 0)], [size, ...rest]) as typeof tensor;
    },
  };
}

/** Importance weights that make all groups (y and the z that make cells) count alike. */
export interface GroupWeights {
  readonly state: readonly tf.Variable[];
  /** [batch], mean 1 before clipping; also the effective sample size as a fraction of the batch. */
  weigh(batch: Batch): { weights: tf.Tensor1D; effective: tf.Scalar };
}

/**
 * Estimates group frequencies by counting the batches seen so far (one pseudo-count each) and weighs every row by
 * the inverse of its group's. No weight exceeds `maxWeight` times the mean.
 */
export function createGroupWeights(task: Task, maxWeight: number): GroupWeights {
  const factors = [task.y, ...task.z];
  const sizes = factors.map((factor) => strataOf(factor).classes);
  const groups = sizes.reduce((a, b) => a * b, 1);
  const counts = tf.tidy(() => tf.variable(tf.ones([groups]), false)) as tf.Variable<tf.Rank.R1>;
  return {
    state: [counts],
    weigh(batch) {
      const codes = [batch.y, ...batch.z].reduce<tf.Tensor>(
        (code, column, i) => {
          if (sizes[i] === 1) return code;
          const own = tf.cast(stratumCodes(factors[i]!, column), 'int32');
          return tf.add(tf.mul(code, tf.scalar(sizes[i]!, 'int32')), own);
        },
        tf.zeros(batch.y.shape, 'int32'),
      );
      const oneHot = tf.oneHot(codes as tf.Tensor1D, groups) as tf.Tensor2D;
      counts.assign(tf.add(counts, tf.sum(oneHot, 0)) as tf.Tensor1D);
      const raw = tf.sum(tf.mul(oneHot, tf.div(tf.sum(counts), tf.mul(counts, groups))), 1);
      const weights = tf.minimum(raw, tf.mul(tf.mean(raw), maxWeight)) as tf.Tensor1D;
      const effective = tf.div(
        tf.square(tf.sum(weights)),
        tf.mul(tf.sum(tf.square(weights)), weights.shape[0]),
      ) as tf.Scalar;
      return { weights, effective };
    },
  };
}
