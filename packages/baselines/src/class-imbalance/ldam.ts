import { crossEntropy, defineMethod, option, shapedNetwork, shapeOf, space, supervised } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { membership } from '../environments.ts';
import { networkSchema } from '../network.ts';
import { classCounts } from './class-counts.ts';

const schema = networkSchema.extend({
  margin: option(z.number().nonnegative(), {
    default: 0.5,
    description: 'Margin of the rarest class; class c has this times (n_min / n_c)^(1/4).',
    space: space.logUniform(0.1, 0.7943),
  }),
  scale: option(z.number().positive(), {
    default: 30,
    description: 'Factor s of the logits.',
    space: space.choice(10, 30),
  }),
});

/**
 * Label-distribution-aware margins (Cao et al., NeurIPS 2019, equations 12 and 13): the logit of a row's own class is
 * lowered by a margin that grows with n_c^(−1/4), and the cross-entropy is taken of s times the logits. The head is
 * linear as everywhere here, not a cosine. Predictions carry the factor s and no margin: s times the logits is what was
 * trained to be a probability. It knows no confounder.
 */
export const ldam = defineMethod({
  name: 'ldam',
  summary: 'Cross-entropy with a margin that is larger the rarer the class.',
  source: 'Cao et al., NeurIPS 2019, equations 12 and 13',
  needs: { train: ['y'] },
  options: schema,
  create(context, options) {
    const counts = classCounts(context, 'ldam').map((count) => Math.max(count, 1));
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    const rarest = Math.min(...counts);
    const margins = counts.map((count) => options.margin * (rarest / count) ** 0.25);
    const method = supervised(context, network, {
      sampling: options.sampling ?? 'uniform',
      objective({ batch, encode, losses }) {
        const { logits } = losses(encode(), 0);
        const own = tf.mul(membership(batch.y, margins.length), tf.tensor1d(margins));
        return crossEntropy(tf.mul(tf.sub(logits, own), options.scale), batch.y);
      },
      settings: { ...options, ...shape },
    });
    return {
      ...method,
      read(x) {
        const features = network.features(network.encode(x, false), 0, false);
        const logits = tf.mul(network.logits(features, 0), options.scale) as tf.Tensor2D;
        return { prediction: tf.softmax(logits), features };
      },
    };
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    ldam: z.input<typeof schema>;
  }
}
