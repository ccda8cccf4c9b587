import { defineMethod, supervised } from '@mimmx/core';
import type { z } from 'zod';
import { network, networkSchema } from './network.ts';

/** Multi-task learning on batches drawn by overlap weights: y and z independent at the least cost in images. */
export const overlapBalanced = defineMethod({
  name: 'overlap-balanced',
  summary:
    'Multi-task learning on batches in which y and the confounders are independent by overlap weights.',
  source: 'Li, Morgan & Zaslavsky, JASA 2018 (overlap weights), as sampling',
  needsConfounders: true,
  options: networkSchema,
  create: (context, options) =>
    supervised(context, network(context, options, 'all'), {
      sampling: 'overlap',
      trainsOn: 'confounded',
    }),
});

declare module '@mimmx/core' {
  interface MethodOptions {
    'overlap-balanced': z.input<typeof networkSchema>;
  }
}
