import { crossEntropy, defineMethod, option, shapedNetwork, shapeOf, space, supervised } from '@mimmx/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import { membership } from '../environments.ts';
import { groupRows } from '../groups.ts';
import { networkSchema } from '../network.ts';
import { classesOf } from '../refusals.ts';

const schema = networkSchema.extend({
  smoothing: option(z.number().nonnegative(), {
    default: 0,
    description: 'Rows that are added to every group before P(y | z) is counted; 0 as published.',
    space: space.choice(0, 0.1, 1, 10),
  }),
});

/**
 * Bias-balanced learning (Hong & Yang, NeurIPS 2021, equation 6): the cross-entropy of logits + log P(y | z) in training,
 * and the plain logits after it. P(y | z) is counted in the training set, plus 1e-9 as in the authors' code: where a class
 * never occurs with a value, its logit loses 20.7. Of several confounders z is their combination, and that of a value
 * without any row P(y). A row whose confounder is missing has P(y), too.
 */
export const biasBalance = defineMethod({
  name: 'bias-balance',
  summary: 'Takes what a confounder says of y by frequency out of the logits.',
  source: 'Hong & Yang, NeurIPS 2021, equation 6 (BiasBal)',
  needs: { train: ['y', 'z'] },
  options: schema,
  create(context, options) {
    const { task, data } = context;
    classesOf(task, 'bias-balance');
    const set = data.set('train');
    const { counts } = groupRows(set, task, 'group', 'bias-balance');
    const priors = logPriors(counts, groupRows(set, task, 'y', 'bias-balance').counts, options.smoothing);
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    const combinations = priors.length - 1;
    return supervised(context, network, {
      sampling: options.sampling ?? 'uniform',
      objective({ batch, encode, losses }) {
        // Groups are numbered y-major: what is left is the combination of confounders. The last one is "unknown".
        const last = tf.fill(batch.group.shape, combinations, 'int32');
        const code = tf.where(tf.less(batch.group, 0), last, tf.mod(batch.group, last)) as tf.Tensor1D;
        const prior = tf.matMul(membership(code, combinations + 1), tf.tensor2d(priors));
        return crossEntropy(tf.add(losses(encode(), 0).logits, prior), batch.y);
      },
      settings: { ...options, ...shape, combinations },
    });
  },
});

/** log P(y | z) for each combination of confounders, then log P(y), [combinations + 1][classes]. */
function logPriors(groups: Float32Array, classes: Float32Array, smoothing: number): number[][] {
  const combinations = groups.length / classes.length;
  const shares = (counts: number[]) => {
    const sum = counts.reduce((a, b) => a + b, 0);
    return counts.map((count) => count / sum);
  };
  const overall = shares([...classes]);
  return Array.from({ length: combinations + 1 }, (_, z) => {
    if (z === combinations) return overall;
    const own = [...classes].map((_, y) => groups[y * combinations + z]! + smoothing);
    return own.some((count) => count > 0) ? shares(own) : overall;
  }).map((row) => row.map((share) => Math.log(share + 1e-9)));
}

declare module '@mimmx/core' {
  interface MethodOptions {
    'bias-balance': z.input<typeof schema>;
  }
}
