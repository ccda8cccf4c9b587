import { defineMethod, meanLoss, option, shapedNetwork, shapeOf, space, supervised } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { membership } from '../environments.ts';
import { balanceSchema, floorSchema, groupRows } from '../groups.ts';
import { networkSchema } from '../network.ts';
import { classesOf } from '../refusals.ts';

const schema = networkSchema.extend({
  by: balanceSchema,
  root: option(z.boolean(), {
    default: false,
    description: 'Weighs by 1 / √n_g in place of 1 / n_g.',
    space: space.choice(false, true),
  }),
  floor: floorSchema,
});

/**
 * Learns y alone with losses weighted by 1 / n_g, n_g the group's rows in the training set (inverse frequency; as in
 * Yang et al., ICML 2023, "ReWeight" and, with `root`, "SqrtReWeight"). The weighted sum is divided by the batch's sum of
 * weights: divided by the batch's size, as SubpopBench does it, the length of a step would change with how many rows of
 * rare groups it happens to hold. Rows whose confounder is missing are in no group and weigh nothing.
 */
export const reweight = defineMethod({
  name: 'reweight',
  summary: 'Learns y with losses weighted by the inverse size of the group.',
  source: 'Yang et al., ICML 2023 (ReWeight, SqrtReWeight)',
  needs: { train: ['y', 'z'] },
  options: schema,
  create(context, options) {
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    const { counts } = groupRows(context.data.set('train'), context.task, options.by, 'reweight');
    const power = options.root ? 0.5 : 1;
    const weights = counts.map((count) => Math.max(count, options.floor) ** -power);
    if (options.by === 'y') classesOf(context.task, 'reweight');
    return supervised(context, network, {
      sampling: options.sampling ?? 'uniform',
      objective({ batch, encode, losses }) {
        const member = membership(options.by === 'y' ? batch.y : batch.group, weights.length);
        const weight = tf.matMul(member, tf.tensor2d(weights, [weights.length, 1])).squeeze([1]);
        // Scaled so that the largest is about 1: meanLoss counts weights, and 1 / n may be as small as its guard.
        return meanLoss(losses(encode(), 0).losses, tf.div(weight, Math.max(...weights)) as tf.Tensor1D);
      },
      settings: { ...options, ...shape },
    });
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    reweight: z.input<typeof schema>;
  }
}
