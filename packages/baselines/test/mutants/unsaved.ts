import { detach, Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { environmentMeans, membership } from '../../src/environments.ts';
import { groupRows } from '../../src/groups.ts';
import { mixedLoss } from '../../src/mixing/partners.ts';
import { type Mutant, mutant } from './mutant.ts';

/** Wrong in what only the kit can see: whether a run goes on as if never stopped. */
export const unsaved: readonly Mutant[] = [
  mutant('group-dro', 'keeps its weights to itself', ({ data, task }) => {
    const { counts } = groupRows(data.set('train'), task, 'group', 'group-dro');
    const q = tf.variable(tf.fill([counts.length], 1 / counts.length) as tf.Tensor1D, false);
    return {
      objective({ batch, encode, losses }) {
        const { means } = environmentMeans(
          losses(encode(), 0).losses,
          membership(batch.group, counts.length),
        );
        const raw = tf.mul(q, tf.exp(detach(means)));
        q.assign(detach(tf.div(raw, tf.sum(raw))) as tf.Tensor1D);
        return tf.sum(tf.mul(detach(q), means)) as tf.Scalar;
      },
    };
  }),
  mutant('mixup', 'draws from a stream of its own', ({ task }) => {
    const random = new Random(1);
    return {
      objective(step) {
        const rows = step.batch.y.shape[0];
        return mixedLoss(step, task, {
          partners: tf.tensor1d(random.permutation(rows), 'int32'),
          kept: tf.fill([rows], random.beta(2, 2)) as tf.Tensor1D,
        });
      },
    };
  }),
];
