import { defineMethod, detach, option, shapedNetwork, shapeOf, space, supervised } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { environmentMeans, membership } from '../environments.ts';
import { groupRows } from '../groups.ts';
import { networkSchema } from '../network.ts';

const schema = networkSchema.extend({
  step: option(z.number().positive(), {
    default: 0.01,
    description: "Step η of the groups' weights.",
    space: space.logUniform(0.001, 0.1),
  }),
  adjustment: option(z.number().nonnegative(), {
    default: 0,
    description: "C of the adjustment C / √n_g that is added to a group's loss before the weights move.",
    space: space.choice(0, 1, 2, 3, 4, 5),
  }),
});

/**
 * Group DRO (Sagawa et al., ICLR 2020, algorithm 1): q_g ← q_g · exp(η · (L_g + C / √n_g)) for the groups in the batch,
 * q ← q / Σ q, and the network lowers Σ_g q_g · L_g. q begins equal over the groups that have training rows; a group
 * without any never gets weight. Batches hold every group equally often unless `sampling` says otherwise, as in the
 * authors' code. Rows whose confounder is missing are in no group.
 */
export const groupDro = defineMethod({
  name: 'group-dro',
  summary: 'Lowers the loss of the groups that do worst: weights rise with the losses.',
  source: 'Sagawa et al., ICLR 2020, algorithm 1',
  needs: { train: ['y', 'z'] },
  options: schema,
  create(context, options) {
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    const { counts } = groupRows(context.data.set('train'), context.task, 'group', 'group-dro');
    const there = counts.map((count) => (count > 0 ? 1 : 0));
    const groups = there.reduce((a, b) => a + b, 0);
    const q = tf.tidy(() =>
      tf.variable(tf.div(tf.tensor1d(there), groups), false),
    ) as tf.Variable<tf.Rank.R1>;
    const margins = counts.map((count) => (count > 0 ? options.adjustment / Math.sqrt(count) : 0));
    return supervised(context, network, {
      sampling: options.sampling ?? 'group-balanced',
      state: { groups: [q] },
      objective({ batch, encode, losses, log }) {
        const member = membership(batch.group, counts.length);
        const { means, present } = environmentMeans(losses(encode(), 0).losses, member);
        // A group that is not in the batch has no loss to move by; normalising moves it.
        const move = tf.mul(tf.add(detach(means), tf.tensor1d(margins)), tf.mul(present, options.step));
        const raw = tf.mul(q, tf.exp(move));
        const next = detach(tf.div(raw, tf.sum(raw))) as tf.Tensor1D;
        q.assign(next);
        log('weight.largest', tf.max(next) as tf.Scalar);
        return tf.sum(tf.mul(next, means)) as tf.Scalar;
      },
      settings: { ...options, ...shape },
    });
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    'group-dro': z.input<typeof schema>;
  }
}
