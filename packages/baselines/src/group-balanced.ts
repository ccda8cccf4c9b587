import { defineMethod, shapedNetwork, shapeOf, supervised } from '@mimmx/core';
import type { z } from 'zod';
import { networkSchema } from './network.ts';

/** Multi-task learning on batches with as many images of each group ("rebalancing" in the MIMM papers). */
export const groupBalanced = defineMethod({
  name: 'group-balanced',
  summary: 'Multi-task learning on batches that hold every group equally often.',
  source:
    'Idrissi et al., CLeaR 2022 (subsampling and reweighting baselines); Fay et al., 2023 ("rebalancing")',
  needs: { train: ['y', 'z'] },
  options: networkSchema,
  create(context, options) {
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'all');
    return supervised(context, network, {
      sampling: options.sampling ?? 'group-balanced',
      settings: { ...shape },
    });
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    'group-balanced': z.input<typeof networkSchema>;
  }
}
