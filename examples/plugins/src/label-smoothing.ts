import { defineMethod, option, options, shapedNetwork, shapeOf, supervised } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';

/** Empirical risk minimisation with a share of every label spread over all classes (Szegedy et al., 2016, section 7). */
export const labelSmoothing = defineMethod({
  name: 'label-smoothing',
  summary: 'Cross-entropy with a share of every label spread over all classes.',
  source: 'Szegedy et al., CVPR 2016',
  needs: { train: ['y'] },
  options: options({
    share: option(z.number().min(0).lt(1), { default: 0.1, description: 'Share that is spread.' }),
  }),
  create(context, { share }) {
    const shape = shapeOf(context, {});
    const network = shapedNetwork(context, shape, 'none');
    return supervised(context, network, {
      sampling: 'uniform',
      settings: { ...shape, share },
      objective({ encode, losses }) {
        const { losses: sharp, logits } = losses(encode(), 0);
        if (context.task.y.kind === 'continuous') return tf.mean(sharp);
        const even = tf.neg(tf.mean(tf.logSoftmax(logits), 1));
        return tf.mean(tf.add(tf.mul(sharp, 1 - share), tf.mul(even, share)));
      },
    });
  },
});
