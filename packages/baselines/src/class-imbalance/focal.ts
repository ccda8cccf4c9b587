import { defineMethod, option, shapedNetwork, shapeOf, space, supervised } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { networkSchema } from '../network.ts';
import { classesOf } from '../refusals.ts';

const schema = networkSchema.extend({
  gamma: option(z.number().nonnegative(), {
    default: 1,
    description: 'γ: how much less a row counts that is right already; 0 is plain cross-entropy.',
    space: space.logUniform(0.5, 5),
  }),
});

/**
 * Focal loss (Lin et al., ICCV 2017, equation 4): the mean of (1 − p)^γ · (−log p), p the probability of the row's own
 * class. It knows no confounder.
 */
export const focal = defineMethod({
  name: 'focal',
  summary: 'Cross-entropy in which rows that are right already count less.',
  source: 'Lin et al., ICCV 2017, equation 4',
  needs: { train: ['y'] },
  options: schema,
  create(context, options) {
    classesOf(context.task, 'focal');
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    return supervised(context, network, {
      sampling: options.sampling ?? 'uniform',
      objective({ encode, losses }) {
        const { losses: rows } = losses(encode(), 0);
        // 1 − p from the loss; kept off 0, where a power below 1 has no finite slope.
        const wrong = tf.maximum(tf.neg(tf.expm1(tf.neg(rows))), 1e-6);
        return tf.mean(tf.mul(tf.pow(wrong, options.gamma), rows)) as tf.Scalar;
      },
      settings: { ...options, ...shape },
    });
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    focal: z.input<typeof schema>;
  }
}
