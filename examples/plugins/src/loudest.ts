import { defineWeighter, detach, option, options } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';

/** Weights in proportion to the present mutual information: the confounder that is given away most counts most. */
export const loudest = defineWeighter({
  name: 'loudest',
  summary: 'Weights in proportion to the present mutual information.',
  source: 'ours',
  options: options({
    floor: option(z.number().positive(), {
      default: 0.05,
      description: 'Nats that every confounder counts at least, so that none is out of sight.',
    }),
  }),
  create: (_, { floor }) => ({
    variables: [],
    player: 'nobody',
    needsMi: true,
    weights(_primary, _confounders, mi) {
      const raw = tf.maximum(detach(mi!), floor);
      return tf.div(raw, tf.sum(raw)) as tf.Tensor1D;
    },
  }),
});
