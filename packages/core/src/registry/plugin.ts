import type { AnyDefinition, InputOf } from '../contracts/index.ts';
import type { Kind, KindDefinition } from './kinds.ts';

/** Version of what a plugin says of itself. The contracts of the kinds have versions of their own. */
export const PLUGIN_CONTRACT = 1;

/** A named group of definitions, as a package exports it. A plain value: importing it changes nothing. */
export interface Plugin<Provided extends readonly AnyDefinition[] = readonly AnyDefinition[]> {
  readonly name: string;
  readonly contract: typeof PLUGIN_CONTRACT;
  /** Kinds that core does not have, made with `defineKind`. */
  readonly kinds?: readonly KindDefinition[];
  readonly provides: Provided;
}

/**
 * Groups definitions under the package's name.
 *
 * @example
 * export const plugin = definePlugin({ name: 'mimmx-plugin-renyi', provides: [renyi] });
 */
export const definePlugin = <const Provided extends readonly AnyDefinition[]>(
  plugin: Omit<Plugin<Provided>, 'contract'>,
): Plugin<Provided> => ({ contract: PLUGIN_CONTRACT, ...plugin });

/**
 * What a user may write for each definition of a kind in a plugin, by its name: for the open tables that give names and
 * options their types, so that a package lists its definitions once.
 *
 * @example
 * declare module '@mimmx/core' {
 *   interface EstimatorOptions extends OptionsOf<typeof plugin, 'estimator'> {}
 * }
 */
export type OptionsOf<P extends Plugin, K extends Kind> = {
  readonly [D in Extract<P['provides'][number], { readonly kind: K }> as D['name']]: InputOf<D>;
};
