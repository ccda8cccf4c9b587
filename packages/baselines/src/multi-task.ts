import { defineMethod, shapedNetwork, shapeOf, supervised } from '@mimmx/core';
import type { z } from 'zod';
import { networkSchema } from './network.ts';

/** The MIMM network without its MI term: y and every z from slices of their own (Stuttgart thesis, 2024, "baseline"). */
export const multiTask = defineMethod({
  name: 'multi-task',
  summary: 'Learns y and every confounder from slices of their own, without an MI term.',
  source: 'Stuttgart thesis, 2024 (baseline)',
  needs: { train: ['y', 'z'] },
  options: networkSchema,
  create(context, options) {
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'all');
    return supervised(context, network, {
      sampling: options.sampling ?? 'uniform',
      settings: { ...shape },
    });
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    'multi-task': z.input<typeof networkSchema>;
  }
}
