import { z } from 'zod';
import { option, options } from '../contracts/index.ts';
import type { Kind, Kinds } from './kinds.ts';

declare const UNTYPED: unique symbol;

/** A name whose types nobody has imported. Made by {@link untyped}. */
export type Untyped = string & { readonly [UNTYPED]: true };

/**
 * Lets a typed config name a plugin whose types are not imported: its name and options are then checked when the run
 * starts, and not in the editor. (`import type {} from 'the-package'` gives the types.)
 *
 * @example
 * dataset: { name: untyped('my-cohort'), options: { year: 2020 } },
 */
export const untyped = (name: string): Untyped => name as Untyped;

type Table<K extends Kind> = Kinds[K]['options'];
type Name<K extends Kind> = keyof Table<K> & string;
// biome-ignore lint/complexity/noBannedTypes: "can be left out altogether" is what {} extends asks.
type NeedsNothing<Options> = {} extends Options ? true : false;

/** A plugin of a kind with its options, one form for each name that is known. */
type Known<K extends Kind> = {
  [N in Name<K>]: NeedsNothing<Table<K>[N]> extends true
    ? N | { readonly name: N; readonly options?: Table<K>[N] }
    : { readonly name: N; readonly options: Table<K>[N] };
}[Name<K>];

/** How a typed config asks for a plugin of a kind: a name alone, or with options. */
export type ChoiceInput<K extends Kind> =
  | Known<K>
  | Untyped
  | { readonly name: Untyped; readonly options?: Readonly<Record<string, unknown>> };

/** What it comes to. */
export interface ResolvedChoice {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** A schema whose input has the names and options of a kind. */
export interface ChoiceSchema<K extends Kind> extends z.ZodType<ResolvedChoice, ChoiceInput<K>> {}

/**
 * The type of an option that asks for another plugin: `estimator: option(pluginChoice('estimator'), { … })`.
 * Whether the name exists and the options are right is for the registry to say.
 */
export const pluginChoice = <K extends Kind>(kind: K): ChoiceSchema<K> =>
  z
    .union([
      z.string().transform((name) => ({ name, options: {} as Record<string, unknown> })),
      options({
        name: option(z.string(), { description: `Name of the ${kind}.` }),
        options: option(z.record(z.string(), z.unknown()), {
          default: {},
          description: `Options of the ${kind}.`,
        }),
      }),
    ])
    .meta({ plugin: kind }) as unknown as ChoiceSchema<K>;
