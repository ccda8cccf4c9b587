import { defineMethod, detach, option, shapedNetwork, shapeOf, space, supervised } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { membership } from '../environments.ts';
import { networkSchema } from '../network.ts';

const schema = networkSchema.extend({
  share: option(z.number().gt(0).max(1), {
    default: 0.1,
    description: 'Share α of the rows of a batch that count, those with the largest losses.',
    space: space.logUniform(0.01, 1),
  }),
});

/**
 * CVaR DRO (Levy et al., NeurIPS 2020, equation 3): the mean of the ⌈α·batch⌉ largest losses. It knows no confounder.
 * The share is counted in whole rows, which needs no search for the threshold.
 */
export const cvarDro = defineMethod({
  name: 'cvar-dro',
  summary: 'Lowers the mean of the largest losses of each batch; needs no confounder.',
  source: 'Levy et al., NeurIPS 2020, equation 3',
  needs: { train: ['y'] },
  options: schema,
  create(context, options) {
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    return supervised(context, network, {
      sampling: options.sampling ?? 'uniform',
      objective({ encode, losses }) {
        const { losses: rows } = losses(encode(), 0);
        const worst = Math.ceil(options.share * rows.shape[0]);
        // Which rows they are is no function that a gradient could flow through.
        const { indices } = tf.topk(detach(rows), worst);
        const chosen = tf.sum(membership(indices as tf.Tensor1D, rows.shape[0]), 0);
        return tf.div(tf.sum(tf.mul(chosen, rows)), worst) as tf.Scalar;
      },
      settings: { ...options, ...shape },
    });
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    'cvar-dro': z.input<typeof schema>;
  }
}
