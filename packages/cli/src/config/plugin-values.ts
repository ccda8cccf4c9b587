import { basename } from 'node:path';
import type { Plugin } from '@mimmx/core';
import { isPath, isPlugin } from '@mimmx/experiment/node';

/** Plugins that a config holds as values, by the names that lead back to them. */
export type PluginValues = ReadonlyMap<string, Plugin>;

/**
 * Puts names in the place of plugins that stand in a config as values, so that a record, another process and a later
 * command find them again: `./mimmx.config.ts#mimmx-plugin-renyi`.
 *
 * @param file of the config, a program
 */
export function namePluginValues(
  config: Readonly<Record<string, unknown>>,
  file: string,
): { readonly config: Record<string, unknown>; readonly values: PluginValues } {
  const values = new Map<string, Plugin>();
  if (!Array.isArray(config.plugins)) return { config, values };
  const plugins = config.plugins.map((entry: unknown) => {
    if (!isPlugin(entry)) return entry;
    const name = `./${basename(file)}#${entry.name}`;
    values.set(name, entry);
    return name;
  });
  return { config: { ...config, plugins }, values };
}

/** The config that a name leads to; undefined if it is that of a package or a file. */
export const configWith = (name: string): string | undefined => {
  const at = name.indexOf('#');
  return isPath(name) && at > 0 ? name.slice(0, at) : undefined;
};
