import { defineMethod, option, shapedNetwork, shapeOf, space, supervised } from '@mimmx/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import { networkSchema } from '../network.ts';
import { createPhases, named } from '../phases.ts';
import { requireClasses } from '../requirements.ts';
import { countsWithCopies, createClassReader } from './error-set.ts';

const schema = networkSchema.extend({
  firstShare: option(z.number().gt(0).lt(1), {
    default: 0.5,
    description: 'Share of the run’s updates that go to the network whose errors are counted (T).',
    space: space.uniform(0.2, 0.8),
  }),
  copies: option(z.number().nonnegative(), {
    default: 10,
    description: 'Copies of every row of the error set that are added (λ): it counts copies + 1 times.',
    space: space.logUniform(1, 316.2),
  }),
});

/**
 * Just train twice (Liu et al., ICML 2021, algorithm 1): train, find the training rows that come out wrong, add copies of
 * them, and train a new network from its first weights.
 */
export const jtt = defineMethod({
  name: 'jtt',
  summary: 'Trains, counts the rows that came out wrong several times more, and trains a new network.',
  source: 'Liu et al., ICML 2021, algorithm 1',
  needs: { train: ['y'] },
  options: schema,
  create(context, options) {
    requireClasses('jtt', context.task);
    const { optimiser, data } = context;
    const first = Math.min(
      Math.max(Math.round(options.firstShare * optimiser.updates), 1),
      Math.max(optimiser.updates - 1, 1),
    );
    const set = data.set('train');
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    const identifier = shapedNetwork(context, shape, 'none');
    const counts = tf.tidy(() => tf.variable(tf.ones([set.rows.length]), false)) as tf.Variable<tf.Rank.R1>;
    const part = (updates: number) => ({ ...context, optimiser: { ...optimiser, updates } });

    const identifying = supervised(part(first), identifier, {
      sampling: options.sampling ?? 'uniform',
      set,
    });
    const source = data.batches(set, new Float32Array(set.rows.length).fill(1));
    const training = supervised(part(optimiser.updates - first), network, { sampling: source });
    const predicted = createClassReader(context, identifying.read);
    const phases = createPhases([
      { updates: first, update: () => identifying.update() },
      {
        updates: optimiser.updates - first,
        async begin() {
          const found = countsWithCopies(set.y, await predicted(set), options.copies);
          tf.tidy(() => counts.assign(tf.tensor1d(found)));
        },
        enter: async () => source.reweigh((await counts.data()) as Float32Array),
        update: () => training.update(),
      },
    ]);

    return {
      ...training,
      settings: {
        ...shape,
        firstUpdates: first,
        copies: options.copies,
        sampling: options.sampling ?? 'uniform',
      },
      variables: {
        ...training.variables,
        ...named('identifier', identifying.variables),
        counts,
        clock: phases.clock,
      },
      readableAfter: first + 1,
      update: phases.update,
      dispose() {
        identifying.dispose();
        training.dispose();
        tf.dispose([counts, phases.clock]);
      },
    };
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    jtt: z.input<typeof schema>;
  }
}
