import { type AnyDefinition, CONTRACT_VERSION } from '../contracts/index.ts';

/** A named group of definitions, as a package exports it. A plain value: importing it changes nothing. */
export interface Plugin {
  readonly name: string;
  readonly contract: typeof CONTRACT_VERSION;
  readonly provides: readonly AnyDefinition[];
}

/**
 * Groups definitions under the package's name.
 *
 * @example
 * export const plugin = definePlugin({ name: 'mimmx-plugin-renyi', provides: [renyi] });
 */
export function definePlugin(plugin: Omit<Plugin, 'contract'>): Plugin {
  return { contract: CONTRACT_VERSION, ...plugin };
}
