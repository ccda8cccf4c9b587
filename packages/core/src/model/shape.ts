import { z } from 'zod';
import type { Factor, MethodContext, NetworkShape } from '../contracts/index.ts';
import { MimmxError } from '../errors.ts';
import { createNetwork, type Network } from './network.ts';

/** Options with which a method may differ from the shape of its run. Each says so in the record. */
export const shapeSchema = z.strictObject({
  /** Width of f_y; the run's if absent. */
  primaryWidth: z.number().int().positive().optional(),
  /** Width of each f_zi: one number for all or one for each; the run's if absent. */
  confounderWidth: z.union([z.number().int().positive(), z.array(z.number().int().positive())]).optional(),
  /** Hidden units of the heads; 0 = linear; the run's if absent. */
  headHidden: z.number().int().nonnegative().optional(),
  /** Standardises every feature over the batch; as the run does if absent. */
  standardise: z.boolean().optional(),
  /** What f_y may carry at most; the run's if absent. */
  bottleneck: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('none') }),
      z.strictObject({ kind: z.literal('noise'), sd: z.number().positive().default(0.3) }),
      z.strictObject({ kind: z.literal('quantised'), levels: z.number().int().min(2).max(256).default(8) }),
    ])
    .optional(),
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
