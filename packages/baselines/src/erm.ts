import { defineMethod, shapedNetwork, shapeOf, supervised } from '@mimmx/core';
import type { z } from 'zod';
import { networkSchema } from './network.ts';

/** Empirical risk minimisation (Vapnik, 1991): cross-entropy of y on batches as they come, confounders ignored. */
export const erm = defineMethod({
  name: 'erm',
  summary: 'Learns y alone, as if there were no confounder.',
  source: 'Vapnik, 1991',
  needs: { train: ['y'] },
  options: networkSchema,
  create(context, options) {
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    return supervised(context, network, {
      sampling: options.sampling ?? 'uniform',
      settings: { ...shape },
    });
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    erm: z.input<typeof networkSchema>;
  }
}
