import { option, shapeSchema } from '@mimmx/core';
import { z } from 'zod';

const sampling = option(z.enum(['uniform', 'stratified', 'group-balanced', 'overlap']), {
  absent: "the method's own",
  description: 'How batches are drawn.',
});

/** Options that every baseline shares: where its network or its batches differ from the run's and its own. */
export const networkSchema = shapeSchema.extend({ sampling });
