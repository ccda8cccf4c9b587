import { defineBalancer, option, options } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';

/** Scales every term so that its gradient is as long as the mean of all: no term speaks louder than another. */
export const equalNorms = defineBalancer({
  name: 'equal-norms',
  summary: 'Every term pulls with the mean length of all gradients.',
  source: 'ours',
  granularity: 'each',
  options: options({
    largest: option(z.number().positive(), {
      default: 100,
      description: 'Largest scale, so that a term without a direction stays finite.',
    }),
  }),
  create: (_, { largest }) => ({
    granularity: 'each',
    state: [],
    scale: ({ norms }) =>
      tf.minimum(tf.div(tf.mean(norms), tf.maximum(norms, 1e-20)), largest) as tf.Tensor1D,
  }),
});
