import { defineMethod, type Random, shapedNetwork, shapeOf, shapeSchema, supervised } from '@mimmx/core';
import type { z } from 'zod';
import { balanceSchema, floorSchema, type Grouping, groupRows } from '../groups.ts';

const schema = shapeSchema.extend({
  by: balanceSchema,
  floor: floorSchema,
});

/**
 * Learns y alone from a subset with as many rows of each group as the smallest has, another subset for each seed
 * (Idrissi et al., CLeaR 2022, SUBG and SUBY). A group without a row is left out: it would leave nothing. Rows whose
 * confounder is missing are in no group.
 */
export const subgroup = defineMethod({
  name: 'subgroup',
  summary: 'Learns y from a subset that holds as many rows of each group as the smallest has.',
  source: 'Idrissi et al., CLeaR 2022 (SUBG, SUBY)',
  needs: { train: ['y', 'z'] },
  options: schema,
  create(context, options) {
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    const groups = groupRows(context.data.set('train'), context.task, options.by, 'subgroup');
    const { kept, size } = subset(groups, options.floor, context.random.fork());
    return supervised(context, network, {
      sampling: kept,
      settings: { ...options, ...shape, rowsPerGroup: size, rows: kept.reduce((a, b) => a + b, 0) },
    });
  },
});

/** 1 for the rows that are kept, [rows], and how many of a group there are at most. */
function subset({ codes, counts }: Grouping, floor: number, random: Random) {
  const size = Math.max(floor, Math.min(...counts.filter((count) => count > 0)));
  const left = new Float32Array(counts.length).fill(size);
  const kept = new Float32Array(codes.length);
  for (const row of random.permutation(codes.length)) {
    const code = codes[row]!;
    if (code < 0 || left[code]! === 0) continue;
    left[code]!--;
    kept[row] = 1;
  }
  return { kept, size };
}

declare module '@mimmx/core' {
  interface MethodOptions {
    subgroup: z.input<typeof schema>;
  }
}
