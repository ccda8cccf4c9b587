import { defineMethod, supervised } from '@mimmx/core';
import type { z } from 'zod';
import { network, networkSchema } from './network.ts';

/**
 * Empirical risk minimisation on a balanced training set of the same size: what could be had if the confounding had
 * never been there. Not a competitor, a ceiling.
 */
export const oracle = defineMethod({
  name: 'oracle',
  summary: 'Learns y alone from balanced training data of the same size: the ceiling.',
  source: 'distributional oracle',
  needsConfounders: false,
  options: networkSchema,
  create: (context, options) =>
    supervised(context, network(context, options, 'none'), { sampling: 'uniform', trainsOn: 'balanced' }),
});

declare module '@mimmx/core' {
  interface MethodOptions {
    oracle: z.input<typeof networkSchema>;
  }
}
