import { defineMethod, option, shapeOf, space } from '@mimmx/core';

import { z } from 'zod';
import { networkSchema } from '../network.ts';
import { requireClasses } from '../requirements.ts';
import { countsWithCopies } from './error-set.ts';
import { firstShareOption, secondNetwork } from './second-network.ts';

const schema = networkSchema.extend({
  firstShare: firstShareOption(
    'Share of the run’s updates that go to the network whose errors are counted (T).',
  ),
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
    return secondNetwork(context, {
      shape: shapeOf(context, options),
      firstShare: options.firstShare,
      sampling: options.sampling ?? 'uniform',
      kept: {
        name: 'counts',
        dtype: 'float32',
        initial: 1,
        of: (y, predicted) => countsWithCopies(y, predicted, options.copies),
        weights: (counts) => Float32Array.from(counts),
      },
      settings: { copies: options.copies },
    });
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    jtt: z.input<typeof schema>;
  }
}
