import { defineMethod, supervised } from '@mimmx/core';
import type { z } from 'zod';
import { network, networkSchema } from './network.ts';

/** Multi-task learning on batches with as many images of each group ("rebalancing" in the MIMM papers). */
export const groupBalanced = defineMethod({
  name: 'group-balanced',
  summary: 'Multi-task learning on batches that hold every group equally often.',
  source:
    'Idrissi et al., CLeaR 2022 (subsampling and reweighting baselines); Fay et al., 2023 ("rebalancing")',
  needsConfounders: true,
  options: networkSchema,
  create: (context, options) =>
    supervised(context, network(context, options, 'all'), {
      sampling: 'group-balanced',
      trainsOn: 'confounded',
    }),
});

declare module '@mimmx/core' {
  interface MethodOptions {
    'group-balanced': z.input<typeof networkSchema>;
  }
}
