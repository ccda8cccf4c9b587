import { defineMethod, supervised } from '@mimmx/core';
import type { z } from 'zod';
import { network, networkSchema } from './network.ts';

/** The MIMM network without its MI term: y and every z from slices of their own (Stuttgart thesis, 2024, "baseline"). */
export const multiTask = defineMethod({
  name: 'multi-task',
  summary: 'Learns y and every confounder from slices of their own, without an MI term.',
  source: 'Stuttgart thesis, 2024 (baseline)',
  needsConfounders: true,
  options: networkSchema,
  create: (context, options) =>
    supervised(context, network(context, options, 'all'), { sampling: 'uniform', trainsOn: 'confounded' }),
});

declare module '@mimmx/core' {
  interface MethodOptions {
    'multi-task': z.input<typeof networkSchema>;
  }
}
