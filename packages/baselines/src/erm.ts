import { defineMethod, supervised } from '@mimmx/core';
import type { z } from 'zod';
import { network, networkSchema } from './network.ts';

/** Empirical risk minimisation (Vapnik, 1991): cross-entropy of y on batches as they come, confounders ignored. */
export const erm = defineMethod({
  name: 'erm',
  summary: 'Learns y alone, as if there were no confounder.',
  source: 'Vapnik, 1991',
  needsConfounders: false,
  options: networkSchema,
  create: (context, options) =>
    supervised(context, network(context, options, 'none'), { sampling: 'uniform', trainsOn: 'confounded' }),
});

declare module '@mimmx/core' {
  interface MethodOptions {
    erm: z.input<typeof networkSchema>;
  }
}
