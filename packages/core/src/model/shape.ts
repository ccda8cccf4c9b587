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
import { channelDeviation, sufficientWidth } from './width.ts';

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
        kind: option(z.literal('channel'), {
          description:
            'Normal noise is added to it always, so that every reader misses what is small. Needs standardised features.',
        }),
        sd: option(z.number().positive(), {
          absent: 'by the classes of y and the width of f_y',
          description: 'Standard deviation of the noise, in units of standardised features.',
        }),
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

/** The shape of a run whose config says nothing of it, but for the width of f_y, which is {@link sufficientWidth}. */
export const DEFAULT_SHAPE: Omit<NetworkShape, 'primaryWidth'> = {
  confounderWidth: 2,
  headHidden: 0,
  standardise: true,
  bottleneck: { kind: 'none' },
};

/**
 * What a run leaves open of its shape, decided by its task: f_y as wide as its classes need, and, where that is more
 * than one number and nothing is said of a bottleneck, a channel, whose noise hides from every reader what is small.
 */
export function runShape(given: ShapeOptions, y: Factor): NetworkShape {
  const { primaryWidth, ...rest } = definedOf(given);
  const open = { ...DEFAULT_SHAPE, ...rest, primaryWidth: primaryWidth ?? sufficientWidth(y) };
  const hides = primaryWidth === undefined && open.primaryWidth > 1 && open.standardise;
  return complete({ ...open, bottleneck: given.bottleneck ?? { kind: hides ? 'channel' : 'none' } }, y);
}

/**
 * The shape of a method: the run's, but for what the method's own options say.
 *
 * @throws E_OPTION if a channel has no standardised features
 */
export const shapeOf = (
  { network, task }: Pick<MethodContext, 'network' | 'task'>,
  options: ShapeOptions,
): NetworkShape => complete({ ...network, ...definedOf(options) }, task.y);

/** The shape with the noise of its channel. */
function complete(
  shape: Omit<NetworkShape, 'bottleneck'> & { readonly bottleneck: NonNullable<ShapeOptions['bottleneck']> },
  y: Factor,
): NetworkShape {
  const { bottleneck } = shape;
  if (bottleneck.kind !== 'channel') return { ...shape, bottleneck };
  if (!shape.standardise) {
    throw new MimmxError(
      'E_OPTION',
      'The noise of bottleneck "channel" is in units of standardised features. Set standardise to true, or use another bottleneck.',
    );
  }
  return {
    ...shape,
    bottleneck: { kind: 'channel', sd: bottleneck.sd ?? channelDeviation(y, shape.primaryWidth) },
  };
}

/** The options of the shape that say something. */
const definedOf = (options: ShapeOptions): Partial<ShapeOptions> =>
  Object.fromEntries(
    Object.keys(shapeSchema.shape)
      .map((name) => [name, options[name as keyof ShapeOptions]] as const)
      .filter(([, value]) => value !== undefined),
  );

/**
 * The network of a shape.
 *
 * @param confounders whether it has slices and heads of the confounders, too
 * @throws E_OPTION if widths are listed and are not one for each confounder
 */
export function shapedNetwork(
  { task, random, parts, optimiser }: Pick<MethodContext, 'task' | 'random' | 'parts' | 'optimiser'>,
  shape: NetworkShape,
  confounders: 'none' | 'all',
): Network {
  return createNetwork({
    task,
    encoder: parts.encoder,
    primaryWidth: shape.primaryWidth,
    confounderWidths: confounders === 'all' ? widths(shape, task.z.length) : [],
    headHidden: shape.headHidden,
    bottleneck: shape.bottleneck,
    standardise: shape.standardise,
    microBatch: optimiser.microBatch,
    random,
  });
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
