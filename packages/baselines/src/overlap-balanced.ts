import { defineMethod, shapedNetwork, shapeOf, supervised } from '@mimmx/core';
import type { z } from 'zod';
import { networkSchema } from './network.ts';

/** Multi-task learning on batches drawn by overlap weights: y and z independent at the least cost in images. */
export const overlapBalanced = defineMethod({
  name: 'overlap-balanced',
  summary:
    'Multi-task learning on batches in which y and the confounders are independent by overlap weights.',
  source: 'Li, Morgan & Zaslavsky, JASA 2018 (overlap weights), as sampling',
  needs: { train: ['y', 'z'] },
  options: networkSchema,
  create(context, options) {
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'all');
    return supervised(context, network, {
      sampling: options.sampling ?? 'overlap',
      settings: { ...shape },
    });
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    'overlap-balanced': z.input<typeof networkSchema>;
  }
}
