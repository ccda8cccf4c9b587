import { z } from 'zod';
import type { Space } from './space.ts';

/** What is said of an option beside its type. */
interface About<T extends z.ZodType> {
  /** What it means and in which unit, one or two sentences; of the values, each. Says what was published. */
  readonly description: string;
  /** Where a search should look; absent for what is not worth searching. */
  readonly space?: Space<z.input<T>>;
}

/** What {@link option} writes into zod's metadata, where documentation and search read it. */
export interface OptionMeta {
  readonly description: string;
  readonly absent?: string;
  readonly space?: Space;
}

/**
 * Declares an option once, for all who want to know of it: types, validation, `mimmx plugins NAME`, the JSON Schema, the
 * reference pages and search.
 *
 * @param type what is accepted, in zod
 * @param about `default`: the value if it is not given. `absent`: nothing is set then, and this says in words what holds.
 * With neither, it must be given.
 *
 * @example
 * emaRate: option(z.number().gt(0).max(1), {
 *   default: 0.01,
 *   description: 'Share of the newest batch in the moving average.',
 *   space: space.logUniform(1e-3, 1),
 * }),
 * width: option(z.int().positive(), { absent: 'as wide as the widest', description: 'Width of the summary.' }),
 * table: option(z.string(), { description: 'Path of the table.' }),
 */
export function option<T extends z.ZodType>(
  type: T,
  about: About<T> & { readonly default: z.input<T> },
): z.ZodPrefault<T>;
export function option<T extends z.ZodType>(
  type: T,
  about: About<T> & { readonly absent: string },
): z.ZodOptional<T>;
export function option<T extends z.ZodType>(type: T, about: About<T>): T;
export function option<T extends z.ZodType>(
  type: T,
  about: About<T> & { readonly default?: z.input<T>; readonly absent?: string },
): z.ZodType {
  const { default: fallback, absent, description, space } = about;
  const declared =
    fallback !== undefined ? type.prefault(fallback as never) : absent !== undefined ? type.optional() : type;
  return declared.meta({ description, ...(absent && { absent }), ...(space && { space }) });
}

/** The same option with another default: `withDefault(criticOptions.critic, 'separable')`. */
export function withDefault<T extends z.ZodType>(
  declared: z.ZodPrefault<T>,
  fallback: z.input<T>,
): z.ZodPrefault<T> {
  return declared.def.innerType.prefault(fallback as never).meta(declared.meta() ?? {}) as z.ZodPrefault<T>;
}

/**
 * The options of a plugin, or those inside another option. Any other is an error.
 *
 * @example
 * options: options({ k: option(z.int().min(1), { default: 5, description: 'Number of neighbours.' }) }),
 */
export const options = <const Shape extends z.ZodRawShape>(
  shape: Shape,
): z.ZodObject<Shape, z.core.$strict> => z.strictObject(shape);
