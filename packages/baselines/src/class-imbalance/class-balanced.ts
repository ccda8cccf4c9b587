import { defineMethod, meanLoss, option, shapedNetwork, shapeOf, space, supervised } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { membership } from '../environments.ts';
import { networkSchema } from '../network.ts';
import { classCounts } from './class-counts.ts';

const schema = networkSchema.extend({
  beta: option(z.number().min(0).lt(1), {
    default: 0.9999,
    description: 'β of the effective number (1 − β^n) / (1 − β); 0 weighs nothing, → 1 is inverse frequency.',
    space: space.choice(0.99, 0.999, 0.9999, 0.99999),
  }),
});

/**
 * Class-balanced loss (Cui et al., CVPR 2019, equations 2 and 7): losses weighted by (1 − β) / (1 − β^n_c), n_c the rows of
 * the class in the training set, divided by the batch's sum of weights. It knows no confounder.
 */
export const classBalanced = defineMethod({
  name: 'class-balanced',
  summary: 'Learns y with losses weighted by the inverse effective number of the class.',
  source: 'Cui et al., CVPR 2019, equations 2 and 7',
  needs: { train: ['y'] },
  options: schema,
  create(context, options) {
    const counts = classCounts(context, 'class-balanced');
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    const weights = effectiveWeights(counts, options.beta);
    return supervised(context, network, {
      sampling: options.sampling ?? 'uniform',
      objective({ batch, encode, losses }) {
        const member = membership(batch.y, weights.length);
        const weight = tf
          .matMul(member, tf.tensor2d(weights, [weights.length, 1]))
          .squeeze([1]) as tf.Tensor1D;
        return meanLoss(losses(encode(), 0).losses, weight);
      },
      settings: { ...options, ...shape },
    });
  },
});

/** 1 / (1 − β^n) for each class, the largest 1; β^n by its logarithm, since β lies close to 1. */
function effectiveWeights(counts: Float32Array, beta: number): Float32Array {
  const raw = Float64Array.from(counts, (n) => 1 / -Math.expm1(Math.max(n, 1) * Math.log(beta)));
  return Float32Array.from(raw, (weight) => weight / Math.max(...raw));
}

declare module '@mimmx/core' {
  interface MethodOptions {
    'class-balanced': z.input<typeof schema>;
  }
}
