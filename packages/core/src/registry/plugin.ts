import { type AnyDefinition, CONTRACT_VERSION, type InputOf } from '../contracts/index.ts';

/** A named group of definitions, as a package exports it. A plain value: importing it changes nothing. */
export interface Plugin<Provided extends readonly AnyDefinition[] = readonly AnyDefinition[]> {
  readonly name: string;
  readonly contract: typeof CONTRACT_VERSION;
  readonly provides: Provided;
}

/**
 * Groups definitions under the package's name.
 *
 * @example
 * export const plugin = definePlugin({ name: 'mimmx-plugin-renyi', provides: [renyi] });
 */
export function definePlugin<const Provided extends readonly AnyDefinition[]>(
  plugin: Omit<Plugin<Provided>, 'contract'>,
): Plugin<Provided> {
  return { contract: CONTRACT_VERSION, ...plugin };
}

/**
 * Names and options of a plugin's definitions of one kind, for the open tables that give names and options their types:
 *
 * @example
 * declare module '@mimmx/core' {
 *   interface EstimatorOptions extends OptionsByName<typeof plugin, 'estimator'> {}
 * }
 */
export type OptionsByName<P extends Plugin, Kind extends string> = {
  [D in P['provides'][number] as D extends { readonly kind: Kind } ? D['name'] : never]: InputOf<D>;
};
