import { defineMethod, meanLoss, option, shapeOf, space } from '@mimmx/core';

import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { networkSchema } from '../network.ts';
import { requireClasses } from '../requirements.ts';
import { cellWeights, contrastLoss } from './contrast.ts';
import { firstShareOption, secondNetwork } from './second-network.ts';

const schema = networkSchema.extend({
  firstShare: firstShareOption(
    'Share of the run’s updates that go to the network whose predictions stand for the confounder.',
  ),
  temperature: option(z.number().positive(), {
    default: 0.1,
    description: 'τ of the contrast.',
    space: space.choice(0.05, 0.1, 0.2),
  }),
  contrast: option(z.number().min(0).max(1), {
    default: 0.75,
    description: 'Weight of the contrast; the cross-entropy has the rest.',
    space: space.choice(0.5, 0.75, 0.9),
  }),
});

/**
 * Correct-n-contrast (Zhang et al., ICML 2022, algorithm 1): a first network's predictions stand for the unknown confounder;
 * a new network learns y and features in which rows of one class are close, however they were predicted, and rows with one
 * prediction apart if their classes differ.
 */
export const cnc = defineMethod({
  name: 'cnc',
  summary: 'Draws rows of one class together that a first network told apart, and trains a new network.',
  source: 'Zhang et al., ICML 2022, algorithm 1',
  needs: { train: ['y'] },
  options: schema,
  create(context, options) {
    requireClasses('cnc', context.task);
    const { temperature, contrast } = options;
    return secondNetwork(context, {
      shape: shapeOf(context, options),
      firstShare: options.firstShare,
      sampling: options.sampling ?? 'uniform',
      kept: {
        name: 'predictions',
        dtype: 'int32',
        initial: 0,
        of: (_, predicted) => predicted,
        weights: (predictions, y) => cellWeights(y, Int32Array.from(predictions)),
      },
      objective:
        (predictions) =>
        ({ batch, network, encode, losses, log }) => {
          const encoded = encode();
          const features = network.features(encoded, 0, true);
          const predicted = tf.gather(predictions, batch.rows) as tf.Tensor1D;
          const apart = contrastLoss(features, batch.y, predicted, temperature);
          log('loss.contrast', apart);
          const risk = meanLoss(losses(encoded, 0).losses);
          return tf.add(tf.mul(risk, 1 - contrast), tf.mul(apart, contrast)) as tf.Scalar;
        },
      settings: { temperature, contrast },
    });
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    cnc: z.input<typeof schema>;
  }
}
