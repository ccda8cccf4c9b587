import type { AnyDefinition } from '../contracts/index.ts';
import type { KindDefinition } from './kinds.ts';

/** Version of what a plugin says of itself. The contracts of the kinds have versions of their own. */
export const PLUGIN_CONTRACT = 1;

/** A named group of definitions, as a package exports it. A plain value: importing it changes nothing. */
export interface Plugin {
  readonly name: string;
  readonly contract: typeof PLUGIN_CONTRACT;
  /** Kinds that core does not have, made with `defineKind`. */
  readonly kinds?: readonly KindDefinition[];
  readonly provides: readonly AnyDefinition[];
}

/**
 * Groups definitions under the package's name.
 *
 * @example
 * export const plugin = definePlugin({ name: 'mimmx-plugin-renyi', provides: [renyi] });
 */
export const definePlugin = (plugin: Omit<Plugin, 'contract'>): Plugin => ({
  contract: PLUGIN_CONTRACT,
  ...plugin,
});
