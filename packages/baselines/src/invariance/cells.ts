import { type Batch, meanLoss, option, space, type Task } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { type Environments, membership } from '../environments.ts';
import { classesOf } from '../refusals.ts';

/**
 * Over which rows features are made alike: all of them (published; it removes part of y where y and z go together), or
 * those of each class of y apart.
 */
export const withinSchema = option(z.enum(['all', 'class']), {
  default: 'all',
  description: 'Whether features are compared over all rows, as published, or within each class of y (ours).',
  space: space.choice('all', 'class'),
});

/** Which rows to compare, [batch, environments] each: once, or once for each class of y. */
export function comparisons(
  task: Task,
  environments: readonly Environments[],
  within: z.output<typeof withinSchema>,
  method: string,
): (batch: Batch) => readonly tf.Tensor2D[] {
  if (within === 'all') return (batch) => environments.map((own) => own.member(batch));
  const { classes } = classesOf(task, method);
  return (batch) => {
    const columns = tf.split(membership(batch.y, classes), classes, 1);
    return environments.flatMap((own) => {
      const member = own.member(batch);
      return columns.map((column) => tf.mul(member, column) as tf.Tensor2D);
    });
  };
}

/** A difference between environments, and 1 if there were two to compare. */
export interface Difference {
  readonly value: tf.Scalar;
  readonly there: tf.Scalar;
}

/** The mean of the differences that are there; 0 if none is. */
export const meanDifference = (all: readonly Difference[]): tf.Scalar =>
  meanLoss(
    tf.stack(all.map(({ value }) => value)) as tf.Tensor1D,
    tf.stack(all.map(({ there }) => there)) as tf.Tensor1D,
  );

/**
 * The mean over pairs of environments of the squared distance of their vectors. It is twice their variance with n − 1, so
 * that no pair is formed.
 *
 * @param vectors [environments, d]
 * @param present [environments], 1 for those that count
 */
export function meanSquaredDistance(vectors: tf.Tensor2D, present: tf.Tensor1D): Difference {
  const count = tf.sum(present);
  const own = tf.expandDims(present, 1);
  const mean = tf.div(tf.sum(tf.mul(vectors, own), 0, true), tf.maximum(count, 1));
  const squares = tf.sum(tf.mul(tf.square(tf.sub(vectors, mean)), own));
  return {
    value: tf.div(tf.mul(squares, 2), tf.maximum(tf.sub(count, 1), 1)) as tf.Scalar,
    there: tf.cast(tf.greater(count, 1.5), 'float32') as tf.Scalar,
  };
}
