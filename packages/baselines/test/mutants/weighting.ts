import { crossEntropy, detach, meanLoss } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { environmentMeans, membership } from '../../src/environments.ts';
import { groupRows, weightsBySize } from '../../src/groups.ts';
import { lookUp, type Mutant, mean, mutant, vector } from './mutant.ts';

const groupDro = (mistake: string, change: { normalise: boolean; constant: boolean }) =>
  mutant('group-dro', mistake, ({ data, task }, { step }) => {
    const { counts } = groupRows(data.set('train'), task, 'group', 'group-dro');
    const there = counts.map((count) => (count > 0 ? 1 : 0));
    const total = there.reduce((a, b) => a + b, 0);
    const q = tf.variable(vector(there.map((one) => one / total)), false);
    return {
      state: { groups: [q] },
      objective({ batch, encode, losses }) {
        const { means } = environmentMeans(
          losses(encode(), 0).losses,
          membership(batch.group, counts.length),
        );
        const raw = tf.mul(q, tf.exp(tf.mul(change.constant ? detach(means) : means, step!)));
        const next = change.normalise ? tf.div(raw, tf.sum(raw)) : raw;
        q.assign(detach(next) as tf.Tensor1D);
        return tf.sum(tf.mul(next, means)) as tf.Scalar;
      },
    };
  });

const reweight = (mistake: string, power: number, divide: boolean) =>
  mutant('reweight', mistake, ({ data, task }) => {
    const { counts } = groupRows(data.set('train'), task, 'group', 'reweight');
    const weights = counts.map((count) => (count > 0 ? count ** power : 0));
    return {
      objective({ batch, encode, losses }) {
        const own = lookUp(batch.group, weights);
        const rows = losses(encode(), 0).losses;
        return divide ? meanLoss(rows, own) : mean(tf.mul(rows, own));
      },
    };
  });

/** Mistakes in what rows count. */
export const weighting: readonly Mutant[] = [
  groupDro('weights are not normalised', { normalise: false, constant: true }),
  groupDro('the gradient flows through the weights', { normalise: true, constant: false }),
  reweight('weights grow with the group', 1, true),
  reweight('divided by rows, not by weights', -1, false),
  mutant('resample', 'draws large groups more often', ({ data, task }) => ({
    sampling: weightsBySize(groupRows(data.set('train'), task, 'group', 'resample'), (size) => size),
  })),
  mutant('subgroup', 'draws groups by their size', ({ data, task }) => ({
    sampling: weightsBySize(groupRows(data.set('train'), task, 'group', 'subgroup'), () => 1),
  })),
  mutant('cvar-dro', 'the smallest losses', (_, { share }) => ({
    objective({ encode, losses }) {
      const rows = losses(encode(), 0).losses;
      const { values } = tf.topk(tf.neg(detach(rows)), Math.ceil(share! * rows.shape[0]));
      const chosen = tf.cast(tf.lessEqual(detach(rows), tf.neg(tf.min(values))), 'float32') as tf.Tensor1D;
      return meanLoss(rows, chosen);
    },
  })),
  mutant('focal', 'counts rows that are right', (_, { gamma }) => ({
    objective({ encode, losses }) {
      const rows = losses(encode(), 0).losses;
      return mean(tf.mul(tf.pow(tf.exp(tf.neg(rows)), gamma!), rows));
    },
  })),
  mutant('balanced-softmax', 'the prior is taken off', ({ data, task }) => {
    const { counts } = groupRows(data.set('train'), task, 'y', 'balanced-softmax');
    return {
      objective: ({ batch, encode, losses }) =>
        crossEntropy(tf.sub(losses(encode(), 0).logits, vector(counts.map(Math.log))), batch.y),
    };
  }),
  mutant('class-balanced', 'counts the batch', (_, { beta }) => ({
    objective({ batch, encode, losses }) {
      const counts = tf.sum(membership(batch.y, 3), 0);
      const weights = tf.div(1, tf.sub(1, tf.pow(beta!, counts)));
      return meanLoss(
        losses(encode(), 0).losses,
        tf.sum(tf.mul(membership(batch.y, 3), weights), 1) as tf.Tensor1D,
      );
    },
  })),
  mutant('ldam', 'the margin favours the class', ({ data, task }, { margin, scale }) => {
    const { counts } = groupRows(data.set('train'), task, 'y', 'ldam');
    const margins = counts.map((count) => margin! * (Math.min(...counts) / count) ** 0.25);
    return {
      objective({ batch, encode, losses }) {
        const own = tf.mul(membership(batch.y, 3), vector(margins));
        return crossEntropy(tf.mul(tf.add(losses(encode(), 0).logits, own), scale!), batch.y);
      },
    };
  }),
];
