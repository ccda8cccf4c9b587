import type { StandardSchemaV1 } from '@standard-schema/spec';

/**
 * Version of the contract of each kind that core has. One rises when that contract breaks, for its kind alone; a registry
 * refuses definitions that were written for another. Methods are at 2: they read with one static function, ask for their
 * sets and sources, and say which labels they need.
 */
export const CONTRACTS = {
  backend: 1,
  balancer: 1,
  dataset: 1,
  encoder: 1,
  estimator: 1,
  method: 2,
  weighter: 1,
} as const;

/** What a definition of every kind says of itself. */
export interface Definition<Kind extends string, Name extends string, Context, Options, Product> {
  readonly kind: Kind;
  /** What a user writes to ask for it: lower case, words joined by hyphens. */
  readonly name: Name;
  /** One sentence for `mimmx plugins`. */
  readonly summary: string;
  /** Where it was published (authors, year, equation), or `ours`. */
  readonly source?: string;
  /**
   * Why it is not to be chosen without a look, in a sentence with what to do: it does not train, or only with care.
   * `mimmx plugins` prints it, and a run that uses it says it.
   */
  readonly caution?: string;
  /** Checks and completes the user's options (zod, valibot, arktype: any Standard Schema). Unknown keys are errors. */
  readonly options: StandardSchemaV1<unknown, Options>;
  /** Version of the kind's contract that it was written for; the `define…` function of the kind puts it in. */
  readonly contract: number;
  create(context: Context, options: Options): Product;
}

/** What the author of a plugin writes: a {@link Definition} less what the `define…` function adds. */
export type Draft<D extends { kind: string; contract: number }> = Omit<D, 'kind' | 'contract'>;

/** Options as they are once checked and completed, from their schema. */
export type Completed<Schema extends StandardSchemaV1> = StandardSchemaV1.InferOutput<Schema>;

/** Options as a user may write them, from a definition: `InputOf<typeof mine>`. */
export type InputOf<D extends { readonly options: StandardSchemaV1 }> = StandardSchemaV1.InferInput<
  D['options']
>;

/** Keeps the type of the schema in a definition, so that its options are known to whoever has the definition. */
export interface Declares<Schema> {
  readonly options: Schema;
}

/** Structural type of any definition, for lists of mixed kinds. */
// biome-ignore lint/suspicious/noExplicitAny: a list of definitions is heterogeneous; the registry narrows by kind.
export type AnyDefinition = Definition<string, string, any, any, unknown>;
