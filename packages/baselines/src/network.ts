import { createNetwork, type MethodContext, type Network } from '@mimmx/core';
import { z } from 'zod';

/** Options that every baseline shares, so that all methods of a run can be given the same shape. */
export const networkSchema = z.strictObject({
  /** Width of f_y. */
  primaryWidth: z.number().int().positive().default(2),
  /** Width of each f_zi, for methods that learn the confounders too. */
  confounderWidth: z.number().int().positive().default(2),
  /** Hidden units of the heads; 0 = linear. */
  headHidden: z.number().int().nonnegative().default(0),
  /** Standardises every feature over the batch. */
  standardise: z.boolean().default(false),
});

export type NetworkOptions = z.output<typeof networkSchema>;

/** The encoder with its slices and heads: of y alone, or of y and every confounder. */
export function network(
  context: MethodContext,
  options: NetworkOptions,
  confounders: 'none' | 'all',
): Network {
  return createNetwork({
    task: context.task,
    encoder: context.workshop.encoder,
    primaryWidth: options.primaryWidth,
    confounderWidths: confounders === 'all' ? context.task.z.map(() => options.confounderWidth) : [],
    headHidden: options.headHidden,
    standardise: options.standardise,
    random: context.random,
  });
}
