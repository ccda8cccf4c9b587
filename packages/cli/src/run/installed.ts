import type { Plugin, Registry } from '@mimmx/core';
import { installedPlugins, loadPlugins } from '@mimmx/experiment/node';
import { includedPackages } from './registry.ts';

/** The plugin of a package, or undefined if it has none or cannot be loaded: that is for whoever lists it to see. */
const tryLoad = async (name: string, from: string): Promise<Plugin | undefined> =>
  (await loadPlugins([name], { from }).catch(() => []))[0];

/** Packages that a project has installed and that do not come with the command. */
const others = (from: string): readonly string[] =>
  installedPlugins(from).filter((name) => !includedPackages.includes(name));

/** Adds every plugin that a project has installed. */
export async function useInstalled(registry: Registry, from: string): Promise<Registry> {
  const listed = new Set(registry.list().map(({ plugin }) => plugin));
  for (const name of others(from)) {
    const plugin = await tryLoad(name, from);
    if (plugin && !listed.has(plugin.name)) registry.use(plugin);
  }
  return registry;
}

/**
 * The installed package that has a plugin which nobody listed.
 *
 * @returns its name as `plugins` takes it: `datasets-cxr`, `mimmx-plugin-renyi`
 */
export async function packageWith(kind: string, name: string, from: string): Promise<string | undefined> {
  for (const candidate of others(from)) {
    const plugin = await tryLoad(candidate, from);
    const has = plugin?.provides.some((definition) => definition.kind === kind && definition.name === name);
    if (has) return candidate.replace(/^@mimmx\//, '');
  }
  return undefined;
}
