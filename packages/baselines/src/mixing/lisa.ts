import {
  type Batch,
  defineMethod,
  option,
  type Random,
  shapedNetwork,
  shapeOf,
  space,
  supervised,
  uniformTensor,
} from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { type Environments, environmentsOf, membership } from '../environments.ts';
import { networkSchema } from '../network.ts';
import { classesOf } from '../refusals.ts';
import { type Mixing, mixedLoss, sharedShare } from './partners.ts';

const schema = networkSchema.extend({
  withinClass: option(z.number().min(0).max(1), {
    default: 0.5,
    description:
      'Probability that a batch is mixed within classes (same y, other z), and not within confounders.',
    space: space.uniform(0, 1),
  }),
  alpha: option(z.number().positive(), {
    default: 2,
    description: 'α of Beta(α, α), from which the share of the first image is drawn.',
    space: space.logUniform(0.1, 10),
  }),
});

/**
 * LISA (Yao et al., ICML 2022, algorithm 1): with probability `withinClass` every row of a batch is mixed with one of its
 * class and other confounders, otherwise with one of the same confounders and another class; λ ~ Beta(α, α). A row
 * without such a partner in the batch stays as it is. Of several confounders "the same" means all of them and "other"
 * any. A row whose confounder is missing has no partner and is none.
 */
export const lisa = defineMethod({
  name: 'lisa',
  summary: 'Mixes images of one class and different confounders, or the other way round.',
  source: 'Yao et al., ICML 2022, algorithm 1',
  needs: { train: ['y', 'z'] },
  options: schema,
  create(context, options) {
    const { task, random } = context;
    const { classes } = classesOf(task, 'lisa');
    const [combinations] = environmentsOf(task, 'joint', 'lisa');
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    return supervised(context, network, {
      sampling: options.sampling ?? 'uniform',
      objective: (step) =>
        mixedLoss(step, task, selective(step.batch, combinations!, classes, options, random)),
      settings: { ...options, ...shape },
    });
  },
});

/** Draws a partner for every row: the one of the largest random key among those that fit. */
function selective(
  batch: Batch,
  combinations: Environments,
  classes: number,
  { withinClass, alpha }: z.output<typeof schema>,
  random: Random,
): Mixing {
  const rows = batch.y.shape[0];
  const same = (member: tf.Tensor2D) => tf.matMul(member, member, false, true);
  const member = combinations.member(batch);
  const sameY = same(membership(batch.y, classes));
  const sameZ = same(member);
  const known = tf.sum(member, 1, true) as tf.Tensor2D;
  const bothKnown = tf.matMul(known, known, false, true);
  const acrossZ = tf.mul(sameY, tf.sub(bothKnown, sameZ));
  const acrossY = tf.mul(sameZ, tf.sub(1, sameY));
  const first = tf.cast(tf.less(uniformTensor(random, [1, 1]), withinClass), 'float32');
  const fits = tf.add(tf.mul(acrossZ, first), tf.mul(acrossY, tf.sub(1, first)));
  // Keys lie in 1 … 2, so that none that fits ties with those that do not.
  const keys = tf.mul(fits, tf.add(uniformTensor(random, [rows, rows]), 1));
  const alone = tf.less(tf.max(fits, 1), 0.5);
  return {
    partners: tf.argMax(keys, 1),
    kept: tf.where(alone, tf.ones([rows]), sharedShare(random, alpha, rows)) as tf.Tensor1D,
  };
}

declare module '@mimmx/core' {
  interface MethodOptions {
    lisa: z.input<typeof schema>;
  }
}
