import { defineMethod, shapedNetwork, shapeOf, supervised } from '@mimmx/core';
import type { z } from 'zod';
import { networkSchema } from './network.ts';

/**
 * Empirical risk minimisation on a balanced training set of the same size: what could be had if the confounding had
 * never been there. Not a competitor, a ceiling.
 */
export const oracle = defineMethod({
  name: 'oracle',
  summary: 'Learns y alone from balanced training data of the same size: the ceiling.',
  source: 'distributional oracle',
  needs: { train: ['y'], sets: ['balanced'] },
  options: networkSchema,
  create(context, options) {
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    return supervised(context, network, {
      sampling: options.sampling ?? 'uniform',
      set: context.data.set('balanced'),
      settings: { ...shape, trainsOn: 'balanced' },
    });
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    oracle: z.input<typeof networkSchema>;
  }
}
