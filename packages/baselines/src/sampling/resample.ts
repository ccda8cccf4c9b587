import { defineMethod, shapedNetwork, shapeOf, shapeSchema, supervised } from '@mimmx/core';
import type { z } from 'zod';
import { balanceSchema, floorSchema, groupRows, weightsBySize } from '../groups.ts';

const schema = shapeSchema.extend({
  by: balanceSchema,
  floor: floorSchema,
});

/**
 * Learns y alone from rows drawn in proportion to 1 / n_g, with replacement, so that every group is met equally often
 * (Idrissi et al., CLeaR 2022, RWG and RWY). Rows whose confounder is missing are in no group and are not drawn.
 */
export const resample = defineMethod({
  name: 'resample',
  summary: 'Learns y from rows drawn so that every group comes equally often.',
  source: 'Idrissi et al., CLeaR 2022 (RWG, RWY)',
  needs: { train: ['y', 'z'] },
  options: schema,
  create(context, options) {
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    const groups = groupRows(context.data.set('train'), context.task, options.by, 'resample');
    return supervised(context, network, {
      sampling: weightsBySize(groups, (size) => 1 / Math.max(size, options.floor)),
      settings: { ...options, ...shape },
    });
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    resample: z.input<typeof schema>;
  }
}
