import { crossEntropy, defineMethod, shapedNetwork, shapeOf, supervised } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import type { z } from 'zod';
import { networkSchema } from '../network.ts';
import { classCounts } from './class-counts.ts';

/**
 * Balanced softmax (Ren et al., NeurIPS 2020, equation 3): the cross-entropy of logits + log n_c in training, and the
 * plain logits after it, which are those of equally frequent classes. It knows no confounder; `bias-balance` is the same
 * for P(y | z).
 */
export const balancedSoftmax = defineMethod({
  name: 'balanced-softmax',
  summary: 'Takes the frequency of the classes out of the logits.',
  source: 'Ren et al., NeurIPS 2020, equation 3',
  needs: { train: ['y'] },
  options: networkSchema,
  create(context, options) {
    const counts = classCounts(context, 'balanced-softmax');
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    // A class without a row has no logarithm; it never is the right one, either.
    const priors = counts.map((count) => Math.log(Math.max(count, 1e-9)));
    return supervised(context, network, {
      sampling: options.sampling ?? 'uniform',
      objective: ({ batch, encode, losses }) =>
        crossEntropy(tf.add(losses(encode(), 0).logits, tf.tensor1d(priors)), batch.y),
      settings: { ...options, ...shape },
    });
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    'balanced-softmax': z.input<typeof networkSchema>;
  }
}
