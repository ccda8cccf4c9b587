import {
  crossEntropies,
  defineMethod,
  detach,
  option,
  shapedNetwork,
  shapeOf,
  space,
  supervised,
} from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { networkSchema } from '../network.ts';
import { holding } from '../phases.ts';
import { requireClasses } from '../requirements.ts';
import { createRowLosses } from './row-losses.ts';

const schema = networkSchema.extend({
  q: option(z.number().gt(0).max(1), {
    default: 0.7,
    description: 'How much the biased network trusts what it already gets right (generalised cross-entropy).',
    space: space.uniform(0.05, 0.95),
  }),
  memory: option(z.number().min(0).lt(1), {
    default: 0.7,
    description: 'Share of a row’s average loss that is kept when it is seen again.',
    space: space.uniform(0.5, 0.99),
  }),
});

/**
 * Learning from failure (Nam et al., NeurIPS 2020, algorithm 1): a network that is led to the easy cue, and a second one
 * that learns most from the rows on which the first fails. The weight of a row is L_b / (L_b + L_d), of moving averages
 * per row, each over the largest of its class.
 */
export const lff = defineMethod({
  name: 'lff',
  summary: 'Learns most from the rows that a network led to the easy cue gets wrong.',
  source: 'Nam et al., NeurIPS 2020, algorithm 1',
  needs: { train: ['y'] },
  options: schema,
  create(context, options) {
    const { classes } = requireClasses('lff', context.task);
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    const biased = shapedNetwork(context, shape, 'none');
    const set = context.data.set('train');
    const ofBiased = createRowLosses(set, classes, options.memory);
    const ofOwn = createRowLosses(set, classes, options.memory);

    const method = supervised(context, network, {
      sampling: options.sampling ?? 'uniform',
      set,
      objective({ batch, encode, losses, log }) {
        const own = losses(encode(), 0).losses;
        const logits = biased.logits(biased.features(biased.encode(batch.x, true), 0, true), 0);
        const easy = crossEntropies(logits, batch.y);
        // q·p^q times the cross-entropy's gradient is the gradient of (1 − p^q).
        const trust = detach(tf.mul(tf.exp(tf.mul(easy, -options.q)), options.q));
        const lb = ofBiased.relative(batch.rows, batch.y, detach(easy));
        const ld = ofOwn.relative(batch.rows, batch.y, detach(own));
        const weights = detach(tf.div(lb, tf.add(tf.add(lb, ld), 1e-8)));
        log('loss.biased', tf.mean(easy) as tf.Scalar);
        log('weights.mean', tf.mean(weights) as tf.Scalar);
        return tf.add(tf.mean(tf.mul(easy, trust)), tf.mean(tf.mul(own, weights))) as tf.Scalar;
      },
      variables: { biasedEncoder: biased.encoderVariables, biasedHeads: biased.headVariables },
      state: { biasedAverages: biased.state, biasedLosses: ofBiased.state, ownLosses: ofOwn.state },
      settings: { ...shape, q: options.q, memory: options.memory },
    });
    return holding(method, ofBiased, ofOwn, biased);
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    lff: z.input<typeof schema>;
  }
}
