import { type InputOf, option, space } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { defineClosedForm, probabilities } from './closed-form.ts';
import { squaredDistances } from './distances.ts';

/**
 * Squared maximum mean discrepancy of x between the groups that y makes, averaged over the pairs of groups present
 * (Gretton et al., JMLR 2012, eq. 2), with a sum of Gaussian kernels (Li et al., CVPR 2018; DomainBed). It compares
 * p(x | y) of one class with that of another, which is dependence; the discrepancy of two features from each other,
 * as sometimes used for it, is not. x: [batch, dx]; y: classes [batch]. A class without rows is left out.
 */
export const mmd = defineClosedForm({
  name: 'mmd',
  summary: 'Maximum mean discrepancy of x between the groups of a discrete y.',
  source: 'Gretton et al., JMLR 2012, eq. 2',
  accepts: { x: ['continuous', 'discrete'], y: ['discrete'] },
  options: {
    gammas: option(z.array(z.number().positive()).min(1), {
      default: [0.001, 0.01, 0.1, 1, 10, 100, 1000],
      description: 'The kernels exp(−γ d²) that are summed.',
    }),
    variant: option(z.enum(['biased', 'unbiased']), {
      default: 'biased',
      description: 'Whether a row is compared with itself; unbiased is 0 in expectation for equal groups.',
      space: space.choice('biased', 'unbiased'),
    }),
  },
  measure(x, codes, { gammas, variant }, importance) {
    const batch = x.shape[0];
    const classes = codes.shape[1];
    const squares = squaredDistances(x);
    const kernel = tf.addN(gammas.map((gamma) => tf.exp(tf.mul(squares, -gamma))));
    const own = tf.mul(codes, tf.expandDims(probabilities(importance, batch), 1));
    const mass = tf.sum(own, 0);
    const present = tf.cast(tf.greater(mass, 0), 'float32');
    const shares = tf.div(own, tf.maximum(mass, 1e-37)) as tf.Tensor2D;
    const means = tf.matMul(shares, tf.matMul(kernel as tf.Tensor2D, shares), true, false);
    const diagonal = tf.sum(tf.mul(means, tf.eye(classes)), 0);
    let within = diagonal;
    if (variant === 'unbiased') {
      const squared = tf.sum(tf.square(shares), 0);
      within = tf.div(
        tf.sub(diagonal, tf.mul(squared, gammas.length)),
        tf.maximum(tf.sub(1, squared), 1e-12),
      );
    }
    const differences = tf.sub(tf.add(tf.expandDims(within, 0), tf.expandDims(within, 1)), tf.mul(means, 2));
    const both = tf.mul(
      tf.outerProduct(present as tf.Tensor1D, present as tf.Tensor1D),
      tf.sub(1, tf.eye(classes)),
    );
    return tf.div(tf.sum(tf.mul(differences, both)), tf.maximum(tf.sum(both), 1));
  },
});

export type MmdOptions = InputOf<typeof mmd>;
