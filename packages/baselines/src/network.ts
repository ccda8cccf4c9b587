import { shapeSchema } from '@mimmx/core';
import { z } from 'zod';

/** How a baseline draws its batches, if not as its definition says. */
const sampling = z.enum(['uniform', 'stratified', 'group-balanced', 'overlap']).optional();

/** Options that every baseline shares: where its network or its batches differ from the run's and its own. */
export const networkSchema = shapeSchema.extend({ sampling });
