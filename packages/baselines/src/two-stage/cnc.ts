import { defineMethod, meanLoss, option, shapedNetwork, shapeOf, space, supervised } from '@mimmx/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import { networkSchema } from '../network.ts';
import { createPhases, named } from '../phases.ts';
import { requireClasses } from '../requirements.ts';
import { cellWeights, contrastLoss } from './contrast.ts';
import { createClassReader } from './error-set.ts';

const schema = networkSchema.extend({
  firstShare: option(z.number().gt(0).lt(1), {
    default: 0.5,
    description:
      'Share of the run’s updates that go to the network whose predictions stand for the confounder.',
    space: space.uniform(0.2, 0.8),
  }),
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
    const { optimiser, data } = context;
    const first = Math.min(
      Math.max(Math.round(options.firstShare * optimiser.updates), 1),
      Math.max(optimiser.updates - 1, 1),
    );
    const set = data.set('train');
    const rows = set.rows.length;
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    const identifier = shapedNetwork(context, shape, 'none');
    const predictions = tf.tidy(() =>
      tf.variable(tf.zeros([rows], 'int32'), false),
    ) as tf.Variable<tf.Rank.R1>;
    const part = (updates: number) => ({ ...context, optimiser: { ...optimiser, updates } });

    const identifying = supervised(part(first), identifier, { sampling: options.sampling ?? 'uniform', set });
    const source = data.batches(set, new Float32Array(rows).fill(1));
    const training = supervised(part(optimiser.updates - first), network, {
      sampling: source,
      objective({ batch, encode, losses, log }) {
        const encoded = encode();
        const features = network.features(encoded, 0, true);
        const predicted = tf.gather(predictions, batch.rows) as tf.Tensor1D;
        const contrast = contrastLoss(features, batch.y, predicted, options.temperature);
        log('loss.contrast', contrast);
        return tf.add(
          tf.mul(meanLoss(losses(encoded, 0).losses), 1 - options.contrast),
          tf.mul(contrast, options.contrast),
        ) as tf.Scalar;
      },
    });
    const predicted = createClassReader(context, identifying.read);
    const phases = createPhases([
      { updates: first, update: () => identifying.update() },
      {
        updates: optimiser.updates - first,
        async begin() {
          const found = await predicted(set);
          tf.tidy(() => predictions.assign(tf.tensor1d(found, 'int32')));
        },
        enter: async () => source.reweigh(cellWeights(set.y, Int32Array.from(await predictions.data()))),
        update: () => training.update(),
      },
    ]);

    return {
      ...training,
      settings: {
        ...shape,
        firstUpdates: first,
        temperature: options.temperature,
        contrast: options.contrast,
        sampling: options.sampling ?? 'uniform',
      },
      variables: {
        ...training.variables,
        ...named('identifier', identifying.variables),
        predictions,
        clock: phases.clock,
      },
      readableAfter: first + 1,
      update: phases.update,
      dispose() {
        identifying.dispose();
        training.dispose();
        tf.dispose([predictions, phases.clock]);
      },
    };
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    cnc: z.input<typeof schema>;
  }
}
