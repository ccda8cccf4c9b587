import { z } from 'zod';
import {
  type Factor,
  type MethodContext,
  type NetworkShape,
  option,
  options,
  space,
} from '../contracts/index.ts';
import { MimmxError } from '../errors.ts';
import { createNetwork, type Network } from './network.ts';

/** Options with which a method may differ from the shape of its run. Each says so in the record. */
export const shapeSchema = options({
  primaryWidth: option(z.number().int().positive(), {
    absent: "the run's",
    description: 'Width of f_y.',
    space: space.choice(1, 2, 4, 8, 16),
  }),
  confounderWidth: option(z.union([z.number().int().positive(), z.array(z.number().int().positive())]), {
    absent: "the run's",
    description:
      'Width of each f_zi, for methods that learn the confounders: one number for all or one for each.',
    space: space.choice(1, 2, 4, 8),
  }),
  headHidden: option(z.number().int().nonnegative(), {
    absent: "the run's",
    description: 'Hidden units of the heads; 0 for linear heads.',
    space: space.choice(0, 16, 64),
  }),
  standardise: option(z.boolean(), {
    absent: 'as the run does',
    description: 'Standardises every feature over the batch.',
    space: space.choice(true, false),
  }),
  bottleneck: option(
    z.discriminatedUnion('kind', [
      options({ kind: option(z.literal('none'), { description: 'Anything.' }) }),
      options({
        kind: option(z.literal('noise'), { description: 'Normal noise is added to it in training.' }),
        sd: option(z.number().positive(), { default: 0.3, description: 'Standard deviation of the noise.' }),
      }),
      options({
        kind: option(z.literal('quantised'), { description: 'It takes a few values only.' }),
        levels: option(z.number().int().min(2).max(256), {
          default: 8,
          description: 'Number of these values.',
        }),
      }),
    ]),
    { absent: "the run's", description: 'What f_y may carry at most. Ours.' },
  ),
});

export type ShapeOptions = z.output<typeof shapeSchema>;

/**
 * The least width of f_y that a linear head can tell every class apart with: K − 1 for K classes, 1 for a continuous
 * y. Wider features leave room for more than y.
 */
export const sufficientWidth = (y: Factor): number =>
  y.kind === 'categorical' ? Math.max(1, y.classes - 1) : 1;

/** The shape of a run whose config says nothing of it, but for the width of f_y, which is {@link sufficientWidth}. */
export const DEFAULT_SHAPE: Omit<NetworkShape, 'primaryWidth'> = {
  confounderWidth: 2,
  headHidden: 0,
  standardise: true,
  bottleneck: { kind: 'none' },
};

/**
 * The network of a method: the run's shape, but for what the method's own options say.
 *
 * @param confounders whether it has slices and heads of the confounders, too
 * @throws E_OPTION if widths are listed and are not one for each confounder
 */
export function shapedNetwork(
  context: MethodContext,
  options: ShapeOptions,
  confounders: 'none' | 'all',
): { readonly network: Network; readonly shape: NetworkShape } {
  const { task, random } = context;
  const own = Object.fromEntries(
    Object.keys(shapeSchema.shape)
      .map((name) => [name, options[name as keyof ShapeOptions]] as const)
      .filter(([, value]) => value !== undefined),
  );
  const shape: NetworkShape = { ...context.network, ...own };
  const network = createNetwork({
    task,
    encoder: context.parts.encoder,
    primaryWidth: shape.primaryWidth,
    confounderWidths: confounders === 'all' ? widths(shape, task.z.length) : [],
    headHidden: shape.headHidden,
    bottleneck: shape.bottleneck,
    standardise: shape.standardise,
    random,
  });
  return { network, shape };
}

/** One width per confounder. */
function widths({ confounderWidth }: NetworkShape, confounders: number): number[] {
  if (typeof confounderWidth === 'number') return Array.from({ length: confounders }, () => confounderWidth);
  if (confounderWidth.length !== confounders) {
    throw new MimmxError(
      'E_OPTION',
      `confounderWidth lists ${confounderWidth.length} widths for ${confounders} confounders. Give one number or one for each.`,
    );
  }
  return [...confounderWidth];
}
