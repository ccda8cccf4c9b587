import { type InputOf, option } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { defineClosedForm } from './closed-form.ts';

/**
 * Squared Pearson correlation, averaged over all pairs of a column of x and a column of y; the penalty of BR-Net and
 * CF-Net (Adeli et al., WACV 2021, eq. 2). Sees linear dependence only. x, y: [batch, d], or classes [batch] as one-hot
 * codes. A constant column counts as uncorrelated.
 */
export const squaredCorrelation = defineClosedForm({
  name: 'squared-correlation',
  summary: 'Mean squared Pearson correlation of the columns of x with those of y.',
  source: 'Adeli et al., WACV 2021',
  accepts: { x: ['continuous', 'discrete'], y: ['continuous', 'discrete'] },
  options: {
    epsilon: option(z.number().positive(), {
      default: 1e-8,
      description: 'Added to the variances, against constant columns.',
    }),
  },
  measure(x, y, { epsilon }, importance) {
    const { average } = importance;
    const centredX = tf.sub(x, average(x));
    const centredY = tf.sub(y, average(y));
    const weigh = (t: tf.Tensor) =>
      importance.probability ? tf.mul(t, tf.expandDims(importance.probability, -1)) : tf.div(t, x.shape[0]);
    const covariance = tf.matMul(weigh(centredX), centredY, true, false);
    const variance = (t: tf.Tensor) => tf.add(average(tf.square(t)), epsilon);
    const squares = tf.div(
      tf.square(covariance),
      tf.matMul(variance(centredX), variance(centredY), true, false),
    );
    return tf.mean(squares);
  },
});

export type SquaredCorrelationOptions = InputOf<typeof squaredCorrelation>;
