import { createNetwork, type MethodContext, type Network, option, options, space } from '@mimmx/core';
import { z } from 'zod';

/** Options that every baseline shares, so that all methods of a run can be given the same shape. */
export const networkSchema = options({
  primaryWidth: option(z.number().int().positive(), {
    default: 2,
    description: 'Width of f_y.',
    space: space.choice(1, 2, 4, 8, 16),
  }),
  confounderWidth: option(z.number().int().positive(), {
    default: 2,
    description: 'Width of each f_zi, for methods that learn the confounders too.',
    space: space.choice(1, 2, 4, 8),
  }),
  headHidden: option(z.number().int().nonnegative(), {
    default: 0,
    description: 'Hidden units of the heads; 0 for linear heads.',
    space: space.choice(0, 16, 64),
  }),
  standardise: option(z.boolean(), {
    default: false,
    description: 'Standardises every feature over the batch.',
    space: space.choice(false, true),
  }),
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
