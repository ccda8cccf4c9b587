import { type InputOf, option, space } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { defineClosedForm, probabilities } from './closed-form.ts';
import { squaredDistances } from './distances.ts';

/**
 * Distance correlation √(dCov² / √(dVar²ₓ dVar²ᵧ)), on [0, 1] and 0 only for independent variables (Székely, Rizzo &
 * Bakirov, Ann. Stat. 2007, eq. 2.8–2.10). Batches of independent rows give more than 0, by O(1/√batch).
 * x, y: [batch, d], or classes [batch] by whether they are equal. A constant batch gives 0.
 */
export const distanceCorrelation = defineClosedForm({
  name: 'distance-correlation',
  summary: 'Distance correlation of Székely, Rizzo and Bakirov, on [0, 1].',
  source: 'Székely, Rizzo & Bakirov, Ann. Stat. 2007',
  accepts: { x: ['continuous', 'discrete'], y: ['continuous', 'discrete'] },
  options: {
    squared: option(z.boolean(), {
      default: false,
      description: 'Leave out the outer root: smoother near independence.',
      space: space.choice(true, false),
    }),
    epsilon: option(z.number().positive(), {
      default: 1e-12,
      description: 'Added under each root, whose slope at 0 is infinite.',
    }),
  },
  measure(x, y, { squared, epsilon }, importance) {
    const p = probabilities(importance, x.shape[0]);
    const centre = (t: tf.Tensor2D): tf.Tensor2D => {
      const distances = tf.sqrt(tf.add(squaredDistances(t), epsilon)) as tf.Tensor2D;
      const means = tf.dot(distances, p) as tf.Tensor1D;
      const overall = tf.sum(tf.mul(means, p));
      const both = tf.add(tf.expandDims(means, 0), tf.expandDims(means, 1));
      return tf.add(tf.sub(distances, both), overall) as tf.Tensor2D;
    };
    const pairs = tf.outerProduct(p, p);
    const a = centre(x);
    const b = centre(y);
    const mean = (products: tf.Tensor) => tf.sum(tf.mul(products, pairs));
    const variances = tf.mul(mean(tf.square(a)), mean(tf.square(b)));
    const ratio = tf.div(tf.relu(mean(tf.mul(a, b))), tf.sqrt(tf.add(variances, epsilon)));
    return squared ? ratio : tf.sqrt(tf.add(ratio, epsilon));
  },
});

export type DistanceCorrelationOptions = InputOf<typeof distanceCorrelation>;
