import { type Batch, meanLoss, option, stratumCodes, type Task } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { partingConfounders } from './refusals.ts';

/** One way to part the rows by confounders: the environments (domains) of the invariance literature. */
export interface Environments {
  /** `scanner`, or `scanner × sex` of combinations. */
  readonly name: string;
  readonly count: number;
  /** Membership, [batch, count]: 1 at the row's environment; all 0 where a confounder is missing. */
  member(batch: Batch): tf.Tensor2D;
}

/**
 * What is an environment where there are several confounders. `each`: the values of every confounder apart, N ways to
 * part the rows, whose terms are averaged. `joint`: every combination of values, which N binary confounders make 2^N of.
 */
export const environmentsSchema = option(z.enum(['each', 'joint']), {
  default: 'each',
  description:
    'What an environment is where there are several confounders. `each`: the values of every confounder apart, whose terms are averaged. `joint`: every combination of values.',
});

/** The ways to part the rows, one for each confounder or one in all. @throws E_NO_CONFOUNDERS, E_TASK */
export function environmentsOf(
  task: Task,
  by: z.output<typeof environmentsSchema>,
  method: string,
): readonly Environments[] {
  const factors = partingConfounders(task, method);
  const every = factors.map((_, i) => i);
  return (by === 'each' ? every.map((i) => [i]) : [every]).map((columns) => {
    const own = columns.map((i) => factors[i]!);
    const count = own.reduce((product, { classes }) => product * classes, 1);
    return {
      name: own.map(({ name }) => name).join(' × '),
      count,
      member(batch) {
        const codes = columns.reduce<tf.Tensor>(
          (code, i) =>
            tf.add(
              tf.mul(code, tf.scalar(factors[i]!.classes, 'int32')),
              stratumCodes(task.z[i]!, batch.z[i]!),
            ),
          tf.zeros(batch.y.shape, 'int32'),
        );
        const known = columns.map((i) => batch.known[i]! as tf.Tensor).reduce((a, b) => tf.mul(a, b));
        return tf.mul(membership(codes as tf.Tensor1D, count), tf.expandDims(known, 1)) as tf.Tensor2D;
      },
    };
  });
}

/** One column for each code, 1 in the row's own, [batch, count]; a negative code is in none. */
export const membership = (codes: tf.Tensor1D, count: number): tf.Tensor2D =>
  tf.cast(tf.equal(tf.expandDims(codes, 1), tf.range(0, count, 1, 'int32')), 'float32') as tf.Tensor2D;

/** Means of a value over the rows of each environment, [count]; 0 where there is none, and `present` says so. */
export function environmentMeans(
  values: tf.Tensor1D,
  member: tf.Tensor2D,
): { readonly means: tf.Tensor1D; readonly present: tf.Tensor1D } {
  const counts = tf.sum(member, 0);
  const sums = tf.matMul(tf.expandDims(values, 0) as tf.Tensor2D, member).squeeze([0]);
  return {
    means: tf.div(sums, tf.maximum(counts, 1)) as tf.Tensor1D,
    present: tf.cast(tf.greater(counts, 0), 'float32') as tf.Tensor1D,
  };
}

/**
 * Mean over the environments present of each one's mean loss. Rows of no environment (a confounder is missing) make one
 * more of their own, so that what they say of y is not lost.
 */
export function environmentRisk(losses: tf.Tensor1D, member: tf.Tensor2D): tf.Scalar {
  const nowhere = tf.sub(1, tf.sum(member, 1, true)) as tf.Tensor2D;
  const { means, present } = environmentMeans(losses, tf.concat([member, nowhere], 1) as tf.Tensor2D);
  return meanLoss(means, present);
}

/** The mean of scalars, e.g. of the terms of every confounder. */
export const average = (terms: readonly tf.Scalar[]): tf.Scalar =>
  tf.div(tf.addN([...terms]), terms.length) as tf.Scalar;
